package org.caravanserai.outbox.source;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.caravanserai.outbox.lease.Lease;

/**
 * The part that every write of a sender begins with: the lease rows it acts under, locked against a take-over until the
 * transaction ends. A lease that has another owner or epoch by now is simply not in the set.
 */
final class LeaseRows {

    /** A common table expression {@code l(destination, epoch)} with three parameters: destinations, epochs, owner. */
    static final String CTE = """
            with l as materialized (
              select s.destination, s.epoch from sender_lease s
              join unnest(?::text[], ?::bigint[]) as w(destination, epoch) on w.destination = s.destination and w.epoch = s.epoch
              where s.owner = ? order by s.destination for share of s)
            """;

    final String[] destinations;
    final Long[] epochs;
    final long owner;

    LeaseRows(Collection<Lease> leases) {
        Map<String, Lease> sorted = new TreeMap<>();
        leases.forEach(lease -> sorted.put(lease.destination(), lease));
        destinations = sorted.keySet().toArray(String[]::new);
        epochs = sorted.values().stream().map(Lease::epoch).toArray(Long[]::new);
        owner = sorted.isEmpty() ? 0 : sorted.values().iterator().next().owner();
    }
}
