package org.caravanserai.channel.account;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Looks back of accounts, kept in memory; those that are over are gone. */
public final class MemoryRecoveries implements Recoveries {

    private final Map<Integer, Recovery> open = new ConcurrentHashMap<>();
    private final Clock clock;

    public MemoryRecoveries(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Optional<Recovery> open(int accountId) {
        return Optional.ofNullable(open.get(accountId));
    }

    @Override
    public void ask(int accountId, Instant since, String actor, String reason) {
        open.put(accountId, new Recovery(accountId, since, clock.instant(), since));
    }

    @Override
    public void advance(Recovery recovery, Instant through, int orders) {
        if (through.isBefore(recovery.until())) {
            open.put(
                    recovery.accountId(),
                    new Recovery(recovery.accountId(), recovery.since(), recovery.until(), through));
        } else {
            open.remove(recovery.accountId());
        }
    }

    @Override
    public void failed(Recovery recovery, String why) {
        // it is tried again
    }
}
