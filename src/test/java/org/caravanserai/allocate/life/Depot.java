package org.caravanserai.allocate.life;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.caravanserai.allocate.life.HubView.Group;
import org.caravanserai.testing.Orders;

/** The warehouse of one order. What it says goes through one queue: late, perhaps, but in its order. */
final class Depot {

    /** Something it says. @param due the wave in which it arrives */
    record Mail(String kind, long group, JsonNode body, int due) {}

    /** A parcel that left. @param told the shop knows of it */
    record Parcel(String tracking, int[] units) {}

    private final Map<Long, int[]> gone = new HashMap<>();
    private final Set<Long> givenBack = new HashSet<>();
    private final Set<Long> kept = new HashSet<>();
    private final Deque<Mail> queue = new ArrayDeque<>();
    final List<Parcel> parcels = new ArrayList<>();
    private final String order;

    Depot(String order) {
        this.order = order;
    }

    /** Groups it could send something of. */
    List<Group> sendable(HubView hub) {
        return hub.groups.stream()
                .filter(group -> group.atWarehouse() && !givenBack.contains(group.id()))
                .filter(group -> group.lines().keySet().stream().anyMatch(line -> remaining(group, line) > 0))
                .toList();
    }

    private int remaining(Group group, int line) {
        return group.lines().get(line).quantity() - gone.getOrDefault(group.id(), new int[Shop.LINES])[line];
    }

    /** A parcel leaves. @param most units of one line; 0 for everything */
    Parcel ship(HubView hub, Group group, int most, Instant now, int due) {
        int[] units = new int[Shop.LINES];
        List<Integer> open = group.lines().keySet().stream()
                .filter(line -> remaining(group, line) > 0)
                .toList();
        if (most == 0) {
            open.forEach(line -> units[line] = remaining(group, line));
        } else {
            int line = open.get(most % open.size());
            units[line] = Math.min(most, remaining(group, line));
        }
        int[] left = gone.computeIfAbsent(group.id(), id -> new int[Shop.LINES]);
        IntStream.range(0, Shop.LINES).forEach(line -> left[line] += units[line]);
        Parcel parcel = new Parcel("1Z" + order + "N" + (parcels.size() + 1), units);
        parcels.add(parcel);
        int[] named = IntStream.range(0, Shop.LINES)
                .filter(line -> units[line] > 0)
                .flatMap(line -> IntStream.of(hub.lineNo(line), units[line]))
                .toArray();
        say(
                "shipment",
                group.id(),
                Orders.shipment("s-" + parcel.tracking, group.id(), parcel.tracking, named)
                        .put("shippedAt", now.toString()),
                due);
        return parcel;
    }

    /** It was asked for the group and has kept it, or said it would. */
    boolean keeps(Group group) {
        return group.asked() || kept.contains(group.id());
    }

    /** Groups it was asked for and has not answered about. */
    List<Group> unanswered(HubView hub) {
        return hub.groups.stream()
                .filter(Group::asked)
                .filter(group ->
                        queue.stream().noneMatch(mail -> mail.kind.equals("recall-answer") && mail.group == group.id()))
                .toList();
    }

    /** @return whether it gives the group back: what has left it cannot */
    boolean answer(Group group, boolean willing, int due) {
        boolean granted = willing
                && (givenBack.contains(group.id())
                        || group.lines().keySet().stream().anyMatch(line -> remaining(group, line) > 0));
        (granted ? givenBack : kept).add(group.id());
        say(
                "recall-answer",
                group.id(),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("schema", "recall-answer.v1")
                        .put("reference", "a" + group.id() + "-" + due)
                        .put("dispatchId", Long.toString(group.id()))
                        .put("recalled", granted),
                due);
        return granted;
    }

    private void say(String kind, long group, JsonNode body, int due) {
        queue.add(new Mail(kind, group, body, queue.isEmpty() ? due : Math.max(due, queue.getLast().due)));
    }

    /** What arrives in this wave. */
    List<Mail> deliver(int wave) {
        List<Mail> arrived = new ArrayList<>();
        while (!queue.isEmpty() && queue.getFirst().due <= wave) {
            arrived.add(queue.removeFirst());
        }
        return arrived;
    }

    boolean quiet() {
        return queue.isEmpty();
    }
}
