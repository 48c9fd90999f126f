package org.caravanserai.outbox.source;

import java.util.function.BiFunction;
import org.caravanserai.outbox.Destination;
import org.caravanserai.outbox.PollWork;
import org.caravanserai.outbox.SubscriptionWork;
import org.caravanserai.outbox.Work;
import org.caravanserai.outbox.WorkAccount;
import org.caravanserai.outbox.WorkKind;

/**
 * What can be asked for about a whole account.
 *
 * @param kind of the work; its word is the first half of its cases' code
 * @param operation of the recipe
 * @param work makes the work of an account and an attempt
 * @param failing how a case goes on after naming the account
 */
record AccountDemand(WorkKind kind, String operation, BiFunction<WorkAccount, Integer, Work> work, String failing) {

    static final AccountDemand POLL =
            new AccountDemand(WorkKind.POLL, Work.LIST, PollWork::new, "does not list its orders");

    static final AccountDemand SUBSCRIPTIONS = new AccountDemand(
            WorkKind.SUBSCRIPTIONS,
            SubscriptionWork.OPERATION,
            SubscriptionWork::new,
            "does not let us reconcile its webhooks");

    /** The demand at one account. */
    DueDemand at(WorkAccount account) {
        return new DueDemand(kind, operation, account);
    }

    /** A demand that is due at an account. */
    record DueDemand(WorkKind kind, String operation, WorkAccount account) implements DueWork {

        @Override
        public Destination destination() {
            return account.destination();
        }

        @Override
        public String serialKey() {
            return kind.word();
        }
    }
}
