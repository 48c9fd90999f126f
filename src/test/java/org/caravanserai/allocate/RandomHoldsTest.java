package org.caravanserai.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.caravanserai.testing.Orders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Orders lose and get their address, their payment, a sane total, an item for their SKU, in any order and between releases and
 * recalls. Whatever the history: nothing is released while something is wrong, and everything is once nothing is.
 */
class RandomHoldsTest {

    private static final int ORDERS = 6;
    private static final int STEPS = 90;
    private static final Instant FIRST = Instant.parse("2026-11-23T10:00:00Z");
    private static final DateTimeFormatter MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private final HoldPlay play = new HoldPlay();
    private final Map<String, State> states = new TreeMap<>();
    private int version;

    /** What is wrong with an order, as its channel last stated it. */
    private static final class State {
        private boolean unpaid;
        private boolean homeless;
        private boolean absurd;

        boolean fine() {
            return !unpaid && !homeless && !absurd;
        }
    }

    @AfterEach
    void stop() {
        play.close();
    }

    @Test
    void nothingIsReleasedWhileSomethingIsWrongAndEverythingOnceNothingIs() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        boolean mapped = false;
        for (int step = 0; step < STEPS; step++) {
            String id = Integer.toString(1 + random.nextInt(ORDERS));
            State state = states.computeIfAbsent(id, none -> new State());
            switch (random.nextInt(8)) {
                case 0 -> state.unpaid = !state.unpaid;
                case 1 -> state.homeless = !state.homeless;
                case 2 -> state.absurd = !state.absurd;
                case 3 -> {
                    state.unpaid = false;
                    state.homeless = false;
                    state.absurd = false;
                }
                default -> {
                    // it is stated again
                }
            }
            play.send(order(id, state));
            if (!mapped && step > STEPS / 2) {
                play.hub
                        .sql()
                        .sql("insert into sku_map (account_id, channel_sku, sku) values (?, 'LATER', 'CUP')")
                        .param(play.shop)
                        .update();
                mapped = true;
            }
            if (random.nextInt(3) == 0) {
                play.lookAgain();
            }
            if (random.nextBoolean()) {
                check(seed, step, mapped);
            }
        }
        states.forEach((id, state) -> {
            states.put(id, new State());
            play.send(order(id, states.get(id)));
        });
        play.lookAgain();
        check(seed, STEPS, true);
        play.lookAgain();
        check(seed, STEPS, true);
        assertThat(play.holds()).as("seed " + seed).isEmpty();
        assertThat(play.openCases()).as("seed " + seed).isEmpty();
        assertThat(play.hub
                        .sql()
                        .sql(
                                "select line_no, sum(quantity) from group_line l join fulfilment_group g on g.id = l.group_id"
                                        + " where g.state = 'RELEASED' group by 1 order by 1")
                        .query((row, n) -> row.getInt(1) + "x" + row.getInt(2))
                        .list())
                .as("seed " + seed)
                .containsExactly("1x" + states.size(), "2x" + 2 * states.size());
    }

    private void check(long seed, int step, boolean mapped) {
        for (JsonNode message : play.warehouse.receive()) {
            if (message.path("lines").isArray()) {
                State state = states.get(message.path("channelOrderId").asText());
                assertThat(state.fine())
                        .as("seed " + seed + ", step " + step + ": " + message)
                        .isTrue();
                message.path("lines")
                        .forEach(line -> assertThat(mapped || line.path("line").asInt() == 1)
                                .as("seed " + seed + ", step " + step + ": " + message)
                                .isTrue());
            }
        }
        play.warehouse.answerRecalls(true);
    }

    /** One mug, two of what nobody knows at first. */
    private ObjectNode order(String id, State state) {
        ObjectNode order = Orders.order(id, MILLIS.format(FIRST.plusSeconds(++version)), "MUG", 1, "LATER", 2);
        if (state.unpaid) {
            order.put("status", "pending");
        }
        if (state.homeless) {
            ((ObjectNode) order.at("/personal/shipTo")).putNull("postcode");
        }
        if (state.absurd) {
            ((ObjectNode) order.path("totals")).put("total", "999.00");
        }
        return order;
    }
}
