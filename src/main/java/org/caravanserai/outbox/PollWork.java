package org.caravanserai.outbox;

/** Somebody wants this account's orders looked through now: the schedule, or stock that turned out stale. */
public record PollWork(WorkAccount account, int attempt) implements Work {

    @Override
    public String kind() {
        return "poll";
    }

    @Override
    public String destination() {
        return account.destination();
    }

    @Override
    public String operation() {
        return "poll";
    }

    @Override
    public String serialKey() {
        return "poll";
    }
}
