package org.caravanserai.outbox;

/** Somebody wants this account's orders looked through now: the schedule, or stock that turned out stale. */
public record PollWork(WorkAccount account, int attempt) implements Work {

    @Override
    public WorkKind kind() {
        return WorkKind.POLL;
    }

    @Override
    public Destination destination() {
        return account.destination();
    }

    @Override
    public String operation() {
        return LIST;
    }

    @Override
    public String serialKey() {
        return "poll";
    }
}
