package org.caravanserai.outbox;

/** It is time to see whether the account's channel still pushes events to us. */
public record SubscriptionWork(WorkAccount account, int attempt) implements Work {

    /** Its operation in the recipe. */
    public static final String OPERATION = "subscriptions";

    @Override
    public WorkKind kind() {
        return WorkKind.SUBSCRIPTIONS;
    }

    @Override
    public Destination destination() {
        return account.destination();
    }

    @Override
    public String operation() {
        return OPERATION;
    }

    @Override
    public String serialKey() {
        return "subscriptions";
    }
}
