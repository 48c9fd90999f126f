package org.caravanserai.notify;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import org.caravanserai.base.AuditRow;
import org.caravanserai.channel.account.Account;
import org.caravanserai.outbox.AuditSink;
import org.caravanserai.outbox.Destination;
import org.caravanserai.outbox.PollTrigger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/** What follows a repaired subscription: a row of the audit trail, a count, and a poll for the orders of the gap. */
public final class SubscriptionRepairs implements SubscriptionSteps.Repairs {

    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionRepairs.class);

    private final AuditSink audit;
    private final TransactionTemplate tx;
    private final PollTrigger polls;
    private final MeterRegistry meters;

    public SubscriptionRepairs(AuditSink audit, TransactionTemplate tx, PollTrigger polls, MeterRegistry meters) {
        this.audit = audit;
        this.tx = tx;
        this.polls = polls;
        this.meters = meters;
    }

    @Override
    public void done(Account account, String what) {
        LOG.warn(
                "{}/{} pushed no longer all that it should: {}; its orders are looked through now",
                account.channel(),
                account.name(),
                what);
        Counter.builder("hub.subscription.repairs")
                .description("Webhook subscriptions the hub switched on again or made anew")
                .tag("channel", account.channel())
                .tag("account", account.name())
                .register(meters)
                .increment();
        polls.poll(account.id());
        tx.executeWithoutResult(status -> audit.write(List.of(AuditRow.of(
                "subscription.repaired",
                "sender:" + Destination.account(account.id()),
                null,
                Map.of("channel", account.channel(), "account", account.name(), "repair", what)))));
    }
}
