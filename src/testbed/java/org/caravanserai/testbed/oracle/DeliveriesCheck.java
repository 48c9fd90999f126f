package org.caravanserai.testbed.oracle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.caravanserai.testbed.oracle.ChannelSnapshot.Delivery;
import org.caravanserai.testbed.oracle.ChannelSnapshot.OrderId;
import org.caravanserai.testbed.oracle.ChannelSnapshot.Sold;
import org.caravanserai.testbed.oracle.HubSnapshot.Event;

/**
 * Every delivery that was answered 2xx is in the inbox exactly once; genuine ones were not refused, forged ones were. Where
 * the channel names its events in a header the names are compared one by one, elsewhere their number: at least one row for
 * an order whose events were taken, at most one for each event that was sent.
 */
final class DeliveriesCheck implements Check {

    private static final Set<String> DELIVERED = Set.of("webhook", "queue");

    private record Topic(OrderId order, String topic) {}

    @Override
    public void look(Snapshot snapshot, Findings findings) {
        Map<Topic, List<Event>> rows = snapshot.hub().events().stream()
                .filter(event -> DELIVERED.contains(event.source()))
                .collect(Collectors.groupingBy(event -> new Topic(event.key(), event.topic())));
        for (Sold sold : snapshot.channels().orders().values()) {
            Map<String, List<Delivery>> genuine = sold.deliveries().stream()
                    .filter(one -> !one.forged())
                    .collect(Collectors.groupingBy(Delivery::topic));
            genuine.forEach((topic, sent) ->
                    stored(sold, topic, sent, rows.getOrDefault(new Topic(sold.id(), topic), List.of()), findings));
            sold.deliveries().stream().filter(one -> !one.forged()).forEach(one -> answer(sold.id(), one, findings));
        }
        List<Delivery> forged = new ArrayList<>(snapshot.channels().strays());
        snapshot.channels().orders().values().forEach(sold -> forged.addAll(sold.deliveries()));
        forged.stream()
                .filter(one -> one.forged() && one.taken())
                .forEach(one -> findings.add(
                        "webhook.forged_accepted",
                        "a webhook with a forged signature was accepted",
                        one.topic() + " about order " + one.orderId() + ", answered " + one.status()));
    }

    private static void stored(Sold sold, String topic, List<Delivery> sent, List<Event> rows, Findings findings) {
        Set<String> taken = sent.stream()
                .filter(Delivery::taken)
                .map(Delivery::eventId)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> tried = sent.stream()
                .filter(one -> !one.lost())
                .map(Delivery::eventId)
                .collect(Collectors.toCollection(TreeSet::new));
        boolean named =
                !rows.isEmpty() && rows.stream().noneMatch(row -> row.eventId().isEmpty());
        if (named) {
            Map<String, Integer> stored = new HashMap<>();
            rows.forEach(row -> stored.merge(row.eventId(), 1, Integer::sum));
            taken.stream()
                    .filter(id -> !stored.containsKey(id))
                    .forEach(id -> findings.add(
                            "event.lost",
                            "an event of " + sold.id() + " was answered 2xx and is not in the inbox",
                            topic + " " + id));
            stored.forEach((id, times) -> {
                if (times > 1) {
                    findings.add(
                            "event.stored_twice",
                            "an event of " + sold.id() + " is in the inbox " + times + " times",
                            topic + " " + id);
                }
                if (!tried.contains(id)) {
                    findings.add(
                            "event.invented",
                            "the inbox holds an event of " + sold.id() + " that the channel never sent",
                            topic + " " + id);
                }
            });
        } else if (rows.isEmpty() && !taken.isEmpty()) {
            findings.add(
                    "event.lost",
                    "an event of " + sold.id() + " was answered 2xx and is not in the inbox",
                    topic + ", " + taken.size() + " taken, no row");
        } else if (rows.size() > messages(sent)) {
            findings.add(
                    "event.stored_twice",
                    "the inbox holds more events of " + sold.id() + " than the channel sent",
                    topic + ", " + messages(sent) + " sent, " + rows.size() + " rows");
        }
    }

    /** A channel may give two events of one second the same id, and a repetition may show a newer state: all count. */
    private static long messages(List<Delivery> sent) {
        return sent.stream()
                .filter(one -> !one.lost())
                .map(Delivery::id)
                .distinct()
                .count();
    }

    private static void answer(OrderId order, Delivery one, Findings findings) {
        if (one.status() == 401 || one.status() == 403) {
            findings.add(
                    "webhook.genuine_refused",
                    "a correctly signed webhook of " + order.channel()
                            + " was refused: the hub checks the signature wrongly",
                    order + ", " + one.topic() + ", answered " + one.status());
        } else if (one.status() >= 300 && one.status() < 500 && one.status() != 429) {
            findings.add(
                    "webhook.refused",
                    "a genuine webhook was refused for good; such answers lose orders and end subscriptions",
                    order + ", " + one.topic() + ", answered " + one.status());
        }
    }
}
