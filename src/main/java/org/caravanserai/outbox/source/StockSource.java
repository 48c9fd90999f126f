package org.caravanserai.outbox.source;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.caravanserai.outbox.OperationSpec;
import org.caravanserai.outbox.Work;
import org.caravanserai.outbox.WorkKind;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Stock out, level-triggered: a listing is due when the stock it was told is not the stock there is. The target is
 * computed when the intent is committed, never queued; nothing is sent when the channel already shows it.
 *
 * <p>{@code believed} is decremented by the batch that takes in an order of the account, since the channel decrements
 * itself. After an accepted push it becomes the target minus what was decremented meanwhile, if the channel compared
 * before it set: then such an order came after the push. A channel that just overwrites may have overwritten that order's
 * decrement as well; what it shows is then unknown, and the next look pushes again.
 */
public final class StockSource implements WorkSource {

    private static final String TOLD = """
            update listing i set told_version = w.version, attempts = 0, last_error = null
            from unnest(?::bigint[], ?::bigint[]) as w(id, version) where w.id = i.id
            """;

    private static final String INTENT = """
            update listing i set next_at = ?, attempts = i.attempts + 1
            where i.id = any(?)
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate tx;
    private final Backoff backoff;
    private final DueListings dueListings;
    private final ListingLevels levels;
    private final ShadowListings shadow;
    private final ListingOutcomeWriter outcomes;

    /** @param nanos a monotonic clock, like {@code System::nanoTime} */
    public StockSource(
            JdbcClient jdbc,
            TransactionTemplate tx,
            Backoff backoff,
            ListingOutcomeWriter outcomes,
            LongSupplier nanos) {
        this.jdbc = jdbc;
        this.tx = tx;
        this.backoff = backoff;
        this.dueListings = new DueListings(jdbc, backoff, nanos);
        this.levels = new ListingLevels(jdbc);
        this.shadow = new ShadowListings(jdbc, backoff);
        this.outcomes = outcomes;
    }

    @Override
    public Set<WorkKind> kinds() {
        return Set.of(WorkKind.STOCK);
    }

    @Override
    public List<DueListing> due(Collection<SendCapacity> capacities, Instant now) {
        return dueListings.look(capacities, now);
    }

    @Override
    public Map<DueWork, Work> claim(Map<DueWork, SendCapacity> picks, Instant now) {
        Map<Long, DueListing> byId = new HashMap<>();
        Map<Integer, SendCapacity> byAccount = new HashMap<>();
        picks.forEach((pick, capacity) -> {
            DueListing listing = (DueListing) pick;
            byId.put(listing.listing(), listing);
            byAccount.put(capacity.target().account().id(), capacity);
        });
        List<ListingLevel> send = tx.execute(status -> commitIntents(
                levels.lock(byId.values(), byAccount, LeaseRows.of(picks.values()), now), byAccount, now));
        Map<DueWork, Work> works = new HashMap<>();
        send.forEach(level -> works.put(
                byId.get(level.id()),
                level.work(byAccount.get(level.accountId()).target().account())));
        return works;
    }

    /** Those that must be sent; of the others it is recorded why they need not. */
    private List<ListingLevel> commitIntents(
            List<ListingLevel> all, Map<Integer, SendCapacity> byAccount, Instant now) {
        recordTold(all.stream().filter(ListingLevel::shown).toList());
        List<ListingLevel> wrong = all.stream().filter(level -> !level.shown()).toList();
        shadow.record(wrong.stream().filter(level -> inShadow(level, byAccount)).toList(), now);
        List<ListingLevel> send =
                wrong.stream().filter(level -> !inShadow(level, byAccount)).toList();
        if (!send.isEmpty()) {
            jdbc.sql(INTENT)
                    .params(
                            now.plus(backoff.plain(OperationSpec.SETTLE)).atOffset(ZoneOffset.UTC),
                            send.stream().map(ListingLevel::id).toArray(Long[]::new))
                    .update();
        }
        return send;
    }

    private static boolean inShadow(ListingLevel level, Map<Integer, SendCapacity> byAccount) {
        return byAccount.get(level.accountId()).target().shadow();
    }

    private void recordTold(List<ListingLevel> shown) {
        if (!shown.isEmpty()) {
            jdbc.sql(TOLD)
                    .params(
                            shown.stream().map(ListingLevel::id).toArray(Long[]::new),
                            shown.stream().map(ListingLevel::version).toArray(Long[]::new))
                    .update();
        }
    }

    @Override
    public void complete(List<CompletedCall> calls) {
        outcomes.write(calls);
    }
}
