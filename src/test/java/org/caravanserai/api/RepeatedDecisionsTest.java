package org.caravanserai.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.caravanserai.base.Json;
import org.junit.jupiter.api.Test;

/** A group that waits for stock is told once, whatever number of times it was tried. */
class RepeatedDecisionsTest {

    private final RepeatedDecisions decisions = new RepeatedDecisions();
    private int minute = 10;

    private void add(String action, int group, long event) {
        ObjectNode one = Json.MAPPER
                .createObjectNode()
                .put("at", "2026-11-23T12:" + minute++ + ":00Z")
                .put("text", action + " " + group)
                .put("action", action);
        one.putObject("data").put("group", group).put("try", minute);
        decisions.add(one, event);
    }

    private List<String> texts() {
        return decisions.entries().stream()
                .map(one -> one.path("text").asText())
                .toList();
    }

    @Test
    void theSameWaitingOfAGroupIsOneLineThatSaysSinceWhenAndHowOften() {
        add("group.backordered", 7, 1);
        add("group.backordered", 8, 1);
        add("group.backordered", 7, 2);
        add("order.same", 0, 3);
        add("group.backordered", 7, 4);
        assertThat(texts())
                .containsExactly(
                        "group.backordered 7; tried 3 times, last at 2026-11-23T12:14:00Z",
                        "group.backordered 8",
                        "order.same 0");
        ObjectNode first = decisions.entries().get(0);
        assertThat(first.path("at").asText()).isEqualTo("2026-11-23T12:10:00Z");
        assertThat(first.at("/data/try").asInt()).as("of the last try").isEqualTo(15);
    }

    @Test
    void whatWasDecidedBetweenIsToldAndTheNextWaitingIsAnother() {
        add("group.backordered", 7, 1);
        add("group.backordered", 7, 2);
        add("group.sourced", 7, 3);
        add("group.backordered", 7, 4);
        assertThat(texts())
                .containsExactly(
                        "group.backordered 7; tried 2 times, last at 2026-11-23T12:11:00Z",
                        "group.sourced 7",
                        "group.backordered 7");
    }

    @Test
    void anEventOfWhichOnlyARepetitionCameIsNotTold() {
        add("group.backordered", 7, 1);
        add("group.backordered", 7, 2);
        add("group.backordered", 7, 3);
        add("group.cancelled", 8, 3);
        assertThat(decisions.isOnlyRepeatedBy(1)).isFalse();
        assertThat(decisions.isOnlyRepeatedBy(2)).isTrue();
        assertThat(decisions.isOnlyRepeatedBy(3)).as("more came of it").isFalse();
    }
}
