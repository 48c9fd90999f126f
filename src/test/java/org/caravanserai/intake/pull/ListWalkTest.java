package org.caravanserai.intake.pull;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.caravanserai.base.Json;
import org.caravanserai.channel.recipe.ListRecipe;
import org.caravanserai.channel.recipe.ListRecipe.Paging;
import org.caravanserai.notify.ChannelAnswer;
import org.caravanserai.outbox.Outcome.Kind;
import org.junit.jupiter.api.Test;

/** Which page comes next, in ways no channel of ours has yet. */
class ListWalkTest {

    private static final Paging CURSOR = new Paging.Cursor("/page/next", "");

    private static ListWalk walk(Paging paging, int size) {
        return new ListWalk(new ListRecipe(
                "v1",
                "",
                Duration.ofMinutes(1),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofDays(1),
                Duration.ofDays(1),
                size,
                paging));
    }

    private static ChannelAnswer answer(String body, Map<String, String> headers) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try {
            return new ChannelAnswer(null, 200, headers, Json.MAPPER.readTree(bytes), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode asked(ListWalk walk) {
        ObjectNode input = Json.MAPPER.createObjectNode();
        walk.ask(input);
        return input;
    }

    @Test
    void numberedPagesWithoutATotalGoOnUntilOneBringsNothingNew() {
        ListWalk walk = walk(new Paging.Numbered("Pages"), 2);
        walk.turn(answer("[]", Map.of()), List.of("1", "2"), true);
        assertThat(walk.isOver()).isFalse();
        assertThat(asked(walk).path("page").asInt()).isEqualTo(2);
        walk.turn(answer("[]", Map.of()), List.of("3", "4"), true);
        assertThat(walk.isOver()).isFalse();
        walk.turn(answer("[]", Map.of()), List.of(), true);
        assertThat(walk.isOver()).isTrue();
    }

    @Test
    void numberedPagesThatBecomeFewerAreReadAgain() {
        ListWalk walk = walk(new Paging.Numbered("Pages"), 2);
        walk.turn(answer("[]", Map.of("pages", "3")), List.of("1", "2"), true);
        walk.turn(answer("[]", Map.of("pages", "2")), List.of("5", "6"), true);
        assertThat(walk.isOver()).isFalse();
        assertThat(asked(walk).path("page").asInt()).as("3 and 4 moved up").isEqualTo(1);
        walk.turn(answer("[]", Map.of("pages", "2")), List.of("3", "4"), true);
        walk.turn(answer("[]", Map.of("pages", "2")), List.of("5", "6"), true);
        assertThat(walk.isOver()).isTrue();
    }

    @Test
    void halfAPageBeginsNoLaterThanTheWholeOne() {
        ListWalk walk = walk(new Paging.Numbered("Pages"), 5);
        walk.turn(answer("[]", Map.of("pages", "9")), List.of("1", "2", "3", "4", "5"), true);
        assertThat(walk.halve()).isTrue();
        assertThat(asked(walk).path("size").asInt()).isEqualTo(2);
        assertThat(asked(walk).path("page").asInt()).as("orders 5 and 6").isEqualTo(3);
        assertThat(walk.halve()).isTrue();
        assertThat(walk.halve()).as("there is nothing smaller than one").isFalse();
    }

    @Test
    void aCursorIsReadOfAPageOfWhichNobodyCanReadAnOrder() {
        ListWalk walk = walk(CURSOR, 10);
        byte[] deep = ("{\"orders\":[{\"id\":1,\"x\":" + "[".repeat(90) + "]".repeat(90)
                        + "}],\"page\":{\"next\":\"c2\"}}")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(walk.turn(new ChannelAnswer(null, 200, Map.of(), null, deep), List.of("1"), true)
                        .kind())
                .isEqualTo(Kind.OK);
        assertThat(asked(walk).path("cursor").asText()).isEqualTo("c2");
        assertThat(walk.isOver()).isFalse();
    }

    @Test
    void behindAPageThatBreaksOffBeforeItsCursorNobodyGoesOn() {
        ListWalk walk = walk(CURSOR, 1);
        byte[] cut = "{\"orders\":[{\"id\":1,\"x\":\"".getBytes(StandardCharsets.UTF_8);
        assertThat(walk.turn(
                                new ChannelAnswer(ChannelAnswer.Fault.TOO_LONG, 200, Map.of(), null, cut),
                                List.of("1"),
                                false)
                        .kind())
                .isEqualTo(Kind.RETRY);
    }

    @Test
    void withoutPagingThereIsOnePage() {
        ListWalk walk = walk(null, 0);
        assertThat(asked(walk).path("size").isNull()).isTrue();
        walk.turn(answer("[]", Map.of()), List.of("1"), true);
        assertThat(walk.isOver()).isTrue();
    }
}
