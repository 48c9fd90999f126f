package org.caravanserai.outbox.sender;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.caravanserai.base.Json;
import org.caravanserai.base.NewCase;
import org.caravanserai.outbox.CallResult;
import org.caravanserai.outbox.CaseOpener;
import org.caravanserai.outbox.Outcome;
import org.caravanserai.outbox.WorkAccount;
import org.caravanserai.outbox.budget.LongestWait;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Watches how long channels keep accounts waiting. One that waits longer than {@link LongestWait#UNTOLD} is a case, which is
 * over when the wait is, and the channel answers.
 */
final class BlockedAccounts {

    /** What its case is about: one an account. */
    static final String SUBJECT = "blocked";

    private static final Logger LOG = LoggerFactory.getLogger(BlockedAccounts.class);

    private final TransactionTemplate tx;
    private final CaseOpener cases;
    private final Clock clock;

    BlockedAccounts(TransactionTemplate tx, CaseOpener cases, Clock clock) {
        this.tx = tx;
        this.cases = cases;
        this.clock = clock;
    }

    /** A call ended: the budgets it costs are closed when the channel wants no more of them, and people are told what lasts. */
    void note(Sender sender, String operation, CallResult result) {
        Outcome outcome = result.outcome();
        KeptWaiting waiting = sender.waiting;
        boolean far = outcome.retryAfter() != null && outcome.retryAfter().compareTo(LongestWait.UNTOLD) > 0;
        if (outcome.kind() == Outcome.Kind.THROTTLED || far && !outcome.done()) {
            Duration asked = waiting.refused(outcome.retryAfter());
            if (outcome.kind() == Outcome.Kind.THROTTLED) {
                sender.budgets.block(sender.policy.operation(operation).costs().keySet(), asked);
            }
            if (waiting.isLong()) {
                write(sender, outcome, true);
            }
            return;
        }
        boolean failed = outcome.kind() == Outcome.Kind.RETRY || outcome.kind() == Outcome.Kind.UNKNOWN;
        if (result.status() != null && !failed) {
            waiting.answered();
            if (waiting.isOver()) {
                write(sender, outcome, false);
            }
        }
    }

    private void write(Sender sender, Outcome outcome, boolean open) {
        WorkAccount account = sender.target().account();
        if (account == null) {
            return;
        }
        try {
            tx.executeWithoutResult(status -> {
                if (open) {
                    cases.open(caseOf(account, sender.waiting, outcome));
                } else {
                    cases.over(account.id(), SUBJECT);
                }
            });
            sender.waiting.told(open);
        } catch (DataAccessException | TransactionException e) {
            // the next call of the account says it again
            LOG.debug("a case of {}/{} cannot be written", account.channel(), account.name(), e);
        }
    }

    private NewCase caseOf(WorkAccount account, KeptWaiting waiting, Outcome outcome) {
        String until = clock.instant()
                .plus(waiting.left())
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        String asked = outcome.retryAfter() == null
                ? "it does not say how long"
                : "it asks for " + words(outcome.retryAfter());
        return new NewCase(
                0,
                "account.blocked",
                "account",
                account.id(),
                null,
                null,
                null,
                null,
                account.channel() + " account " + account.name() + " keeps us waiting: " + outcome.message() + ", "
                        + asked
                        + "; orders are asked for every " + LongestWait.READS.toMinutes()
                        + " minutes all the same, and it is told nothing before " + until,
                Json.text(Map.of("until", until)),
                SUBJECT);
    }

    private static String words(Duration time) {
        return time.toHours() >= 2 ? time.toHours() + " hours" : time.toMinutes() + " minutes";
    }
}
