package org.caravanserai.runtime.wiring;

import io.micrometer.core.instrument.Counter;
import java.util.Map;
import org.caravanserai.audit.AuditLog;
import org.caravanserai.base.AuditRow;
import org.caravanserai.channel.account.Account;
import org.caravanserai.notify.SubscriptionSteps;
import org.caravanserai.outbox.PollTrigger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What follows a repaired subscription: a row of the audit trail, a count, and a poll for the orders of the gap. */
public final class SubscriptionRepairs implements SubscriptionSteps.Repairs {

    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionRepairs.class);

    private final Services services;
    private final AuditLog audit;
    private final PollTrigger polls;

    public SubscriptionRepairs(Services services, PollTrigger polls) {
        this.services = services;
        this.audit = new AuditLog(services.dataSource(), services.ids(), services.clock());
        this.polls = polls;
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
                .register(services.meters())
                .increment();
        polls.poll(account.id());
        services.tx()
                .executeWithoutResult(status -> audit.write(AuditRow.of(
                        "subscription.repaired",
                        "sender:account:" + account.id(),
                        null,
                        Map.of("channel", account.channel(), "account", account.name(), "repair", what))));
    }
}
