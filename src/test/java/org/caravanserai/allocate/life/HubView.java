package org.caravanserai.allocate.life;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the hub's tables hold of one order. Lines are counted from 0, as the shop has them. */
final class HubView {

    /** Units of a line in a group, and how many of them have left. */
    record Units(int quantity, int shipped) {}

    /** A fulfilment group. */
    record Group(long id, String state, Map<Integer, Units> lines) {

        boolean atWarehouse() {
            return state.equals("RELEASED") || state.equals("PARTIALLY_SHIPPED") || asked();
        }

        /** Its warehouse is asked to give it back. */
        boolean asked() {
            return state.equals("CANCEL_REQUESTED");
        }

        boolean over() {
            return List.of("SHIPPED", "CANCELLED", "CHANNEL_FULFILLED").contains(state);
        }
    }

    /** A call that is to tell the channel of a parcel, or of units that the hub took off. @param whole the order is cancelled */
    record Call(long id, String operation, String tracking, boolean complete, boolean whole, int[] units) {

        boolean cancels() {
            return operation.equals("cancel");
        }
    }

    final List<Group> groups = new ArrayList<>();
    final List<Call> calls = new ArrayList<>();
    final List<String> cases = new ArrayList<>();
    final List<Long> fetches = new ArrayList<>();
    final Map<Integer, Integer> lineByNo = new HashMap<>();
    final int[] booked = new int[Shop.LINES];
    /** Units that the hub said it took off when it was asked to. */
    final int[] taken = new int[Shop.LINES];

    long orderId;

    int lineNo(int line) {
        return lineByNo.entrySet().stream()
                .filter(one -> one.getValue() == line)
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    /** Units that the hub still means to send. */
    int open(int line) {
        return groups.stream()
                .filter(group -> !group.over() && group.lines.containsKey(line))
                .mapToInt(group -> group.lines.get(line).quantity - group.lines.get(line).shipped)
                .sum();
    }

    /** Units that the hub believes somebody else to have sent. */
    int elsewhere(int line) {
        return groups.stream()
                .filter(group -> group.state.equals("CHANNEL_FULFILLED") && group.lines.containsKey(line))
                .mapToInt(group -> group.lines.get(line).quantity)
                .sum();
    }

    /** Cases a person has to look at; that goods are awaited is none of them. */
    List<String> alarms() {
        return cases.stream().filter(code -> !code.equals("stock.short")).toList();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        groups.forEach(group -> text.append(group.state).append(group.lines).append(' '));
        return text.append("cases ").append(cases).toString();
    }
}
