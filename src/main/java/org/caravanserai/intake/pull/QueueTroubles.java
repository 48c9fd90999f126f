package org.caravanserai.intake.pull;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.caravanserai.base.Json;
import org.caravanserai.base.NewCase;
import org.caravanserai.base.TimeScale;
import org.caravanserai.channel.account.Account;
import org.caravanserai.outbox.CaseOpener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Queues that cannot be used: each is one case of its account, which counts, and is over when the queue works again or is no
 * longer asked for. A queue that fails is tried again after a pause, at once when its account was changed.
 */
public final class QueueTroubles {

    /** What may fail; each is a case of its own. */
    enum Use {
        READ("queue", "queue.unreadable"),
        DELETE("queue-delete", "queue.undeletable");

        private final String subject;
        private final String code;

        Use(String subject, String code) {
            this.subject = subject;
            this.code = code;
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(QueueTroubles.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    /** A service that is away for less than this is no case; one that refuses us is one at once. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final CaseOpener cases;
    private final TimeScale pace;
    private final LongSupplier nanos;
    private final Map<Key, Trouble> troubles = new ConcurrentHashMap<>();

    private record Key(int account, Use use) {}

    /** @param account as it was when it failed; null: it is not known that it fails, somebody before us may have opened a case */
    private record Trouble(Account account, int times, long since, long again) {

        static final Trouble NONE = new Trouble(null, 0, 0, 0);

        boolean fails() {
            return account != null;
        }
    }

    /**
     * @param cases writes each case in a transaction of its own
     * @param nanos a monotonic clock, like {@code System::nanoTime}
     */
    public QueueTroubles(CaseOpener cases, TimeScale pace, LongSupplier nanos) {
        this.cases = cases;
        this.pace = pace;
        this.nanos = nanos;
    }

    /** Whether its queue failed a moment ago and is left alone yet. */
    boolean rests(Account account) {
        Trouble known = troubles.get(new Key(account.id(), Use.READ));
        return known != null && known.fails() && known.account.equals(account) && nanos.getAsLong() - known.again < 0;
    }

    void failed(Account account, Use use, UnreadableQueueException why) {
        Key key = new Key(account.id(), use);
        Trouble known = troubles.getOrDefault(key, Trouble.NONE);
        long now = nanos.getAsLong();
        long since = known.fails() ? known.since : now;
        long pause = Math.min(LONGEST_PAUSE.toNanos(), FIRST_PAUSE.toNanos() << Math.min(10, known.times));
        troubles.put(
                key,
                new Trouble(
                        account,
                        known.times + 1,
                        since,
                        now + pace.of(Duration.ofNanos(pause)).toNanos()));
        if (why.refused() || now - since >= pace.of(PATIENCE).toNanos()) {
            write(() -> cases.open(caseOf(account, use, why.getMessage(), known.times + 1)));
        }
    }

    void works(Account account, Use use) {
        Key key = new Key(account.id(), use);
        if (!troubles.containsKey(key) || troubles.get(key).fails()) {
            end(key);
        }
    }

    /** Ends the cases of those of a channel whose queue is not asked for any more: switched off, or without one. */
    void onlyOf(List<Account> asked, String channel) {
        troubles.forEach((key, trouble) -> {
            if (trouble.fails()
                    && trouble.account.channel().equals(channel)
                    && asked.stream().noneMatch(one -> one.id() == key.account)) {
                end(key);
            }
        });
    }

    private void end(Key key) {
        if (write(() -> cases.over(key.account, key.use.subject))) {
            troubles.put(key, Trouble.NONE);
        }
    }

    private static boolean write(Runnable statement) {
        try {
            statement.run();
            return true;
        } catch (RuntimeException e) {
            // the database is away: the next look at the queue says it again
            LOG.debug("a queue's case cannot be written", e);
            return false;
        }
    }

    private static NewCase caseOf(Account account, Use use, String why, int times) {
        return new NewCase(
                0,
                use.code,
                "account",
                account.id(),
                null,
                null,
                null,
                null,
                account.channel() + " account " + account.name() + ": " + why,
                Json.text(Map.of("looks", times)),
                use.subject);
    }
}
