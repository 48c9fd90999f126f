package org.caravanserai.outbox.sender;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.caravanserai.outbox.source.DueWork;
import org.caravanserai.outbox.source.SendCapacity;
import org.caravanserai.outbox.source.WorkSource;

/** Looks for due works, for all senders in one statement per source. */
final class DueWorkLoader {

    private final Clock clock;

    DueWorkLoader(Clock clock) {
        this.clock = clock;
    }

    /** Looks for due works of this source, for the senders that have none left or not looked for a while. */
    void load(WorkSource source, Map<Sender, SendCapacity> open, long now) {
        Map<Sender, SendCapacity> looking = new LinkedHashMap<>();
        open.forEach((sender, capacity) -> {
            if (serves(source, capacity) && sender.needsLook(source, now)) {
                looking.put(sender, capacity);
            }
        });
        if (looking.isEmpty()) {
            return;
        }
        Map<String, List<DueWork>> found = source.due(looking.values(), clock.instant()).stream()
                .collect(Collectors.groupingBy(due -> due.destination().text()));
        looking.keySet()
                .forEach(sender -> sender.load(source, found.getOrDefault(sender.lease.destination(), List.of()), now));
    }

    private static boolean serves(WorkSource source, SendCapacity capacity) {
        return (!source.accountsOnly() || capacity.target().account() != null)
                && source.kinds().stream().anyMatch(capacity.kinds()::contains);
    }
}
