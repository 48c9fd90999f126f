package org.caravanserai.outbox.source;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.caravanserai.outbox.lease.Lease;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * The part that every write of a sender begins with: the lease rows it acts under, locked against a take-over until the
 * transaction ends. A lease that has another owner or epoch by now is simply not in the set.
 */
final class LeaseRows {

    /** A common table expression {@code l(destination, epoch)}; {@link #statement} fills its parameters. */
    static final String CTE = """
            with l as materialized (
              select s.destination, s.epoch from sender_lease s
              join unnest(?::text[], ?::bigint[]) as w(destination, epoch) on w.destination = s.destination and w.epoch = s.epoch
              where s.owner = ? order by s.destination for share of s)
            """;

    private static final String HELD = CTE + "select destination from l";

    private final String[] destinations;
    private final Long[] epochs;
    private final long owner;

    private LeaseRows(Collection<Lease> leases) {
        Map<String, Lease> sorted = new TreeMap<>();
        leases.forEach(lease -> sorted.put(lease.destination(), lease));
        destinations = sorted.keySet().toArray(String[]::new);
        epochs = sorted.values().stream().map(Lease::epoch).toArray(Long[]::new);
        owner = sorted.isEmpty() ? 0 : sorted.values().iterator().next().owner();
    }

    static LeaseRows of(Collection<SendCapacity> capacities) {
        return new LeaseRows(capacities.stream().map(SendCapacity::lease).toList());
    }

    static LeaseRows ofCalls(List<CompletedCall> calls) {
        return new LeaseRows(calls.stream().map(CompletedCall::lease).toList());
    }

    /** A statement that begins with {@link #CTE}; its own parameters are still to be added. */
    StatementSpec statement(JdbcClient jdbc, String sql) {
        return jdbc.sql(sql).params(destinations, epochs, owner);
    }

    /** The destinations whose lease is still held; it stays so until the transaction ends. */
    Set<String> held(JdbcClient jdbc) {
        return new HashSet<>(statement(jdbc, HELD).query(String.class).list());
    }

    /** The destinations as a parameter. */
    String[] destinations() {
        return destinations;
    }

    /** The leases' epochs as a parameter, in the order of {@link #destinations}. */
    Long[] epochs() {
        return epochs;
    }
}
