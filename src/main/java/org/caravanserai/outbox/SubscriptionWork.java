package org.caravanserai.outbox;

/** It is time to see whether the account's channel still pushes events to us. */
public record SubscriptionWork(WorkAccount account, int attempt) implements Work {

    @Override
    public String kind() {
        return "subscriptions";
    }

    @Override
    public String destination() {
        return account.destination();
    }

    @Override
    public String operation() {
        return "subscriptions";
    }

    @Override
    public String serialKey() {
        return "subscriptions";
    }
}
