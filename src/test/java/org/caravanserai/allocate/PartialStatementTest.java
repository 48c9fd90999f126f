package org.caravanserai.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.testing.Orders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A statement that lacks something of its order counts when the rest was read, and not before. */
class PartialStatementTest extends ProcessingPlay {

    private static final String V1 = "2026-11-23T10:00:00.000Z";
    private static final String V2 = "2026-11-23T10:00:01.000Z";

    private static ObjectNode partial(ObjectNode order) {
        order.withArray("/problems")
                .addObject()
                .put("code", "statement.incomplete")
                .put("detail", "something was refunded, and the payload does not say which units")
                .put("pointer", "/refunds");
        return order;
    }

    private void fetched(ObjectNode order) {
        hub.fetched(
                shop,
                "order",
                order.path("orderId").asText(),
                order,
                Map.of(HubHeaders.ASKED_AT, "2026-11-23T12:00:01Z"));
        hub.awaitQuiet();
    }

    private List<String> text(String query) {
        return hub.sql().sql(query).query(String.class).list();
    }

    @Test
    void nothingIsFoundedOnItAndTheFetchedOneCounts() {
        hub.stock("MUG", "MAIN", 5);
        send(partial(Orders.order("1", V1, "MUG", 2)));
        hub.awaitQuiet();
        assertThat(hub.count("orders")).isZero();
        assertThat(hub.count("inbox_fetch where alone")).isEqualTo(1);
        fetched(Orders.order("1", V1, "MUG", 1));
        assertThat(states()).containsExactly("ALLOCATED");
        assertThat(hub.count("stock where reserved = 1")).isEqualTo(1);
        assertThat(hub.count("exception_case")).isZero();
    }

    /** Refunds of WooCommerce without units, a page of Shopify's lines: as the channels send them. */
    @ParameterizedTest
    @CsvSource({"woocommerce, v3, 09-refund-without-quantities", "shopify, graphql, 12-more-lines-than-asked"})
    void soAreTheChannelsOwnPayloads(String channel, String shape, String fixture) throws IOException {
        hub.clock().move(Duration.ofDays(30));
        int account = hub.connect(channel, "other");
        hub.event(
                account,
                "order",
                shape,
                "1",
                hub.key(),
                Files.readString(Path.of("transformers", channel, "fixtures", fixture, "request." + shape + ".json")));
        hub.awaitQuiet();
        assertThat(hub.count("orders")).isZero();
        assertThat(hub.count("inbox_fetch where alone")).isEqualTo(1);
    }

    @Test
    void whatItSaysOfAKnownOrderWaitsForTheRest() {
        hub.stock("MUG", "MAIN", 5);
        send(Orders.order("1", V1, "MUG", 2));
        hub.awaitQuiet();
        send(partial(Orders.order("1", V2, "MUG", 5)));
        hub.awaitQuiet();
        assertThat(hub.count("stock where reserved = 2")).isEqualTo(1);
        assertThat(hub.count("audit_row where action = 'order.incomplete'")).isEqualTo(1);
        fetched(Orders.order("1", V2, "MUG", 1));
        assertThat(hub.count("stock where reserved = 1")).isEqualTo(1);
    }

    /** What can only make less to do does not wait. */
    @Test
    void theMarkThatAllWasSentActsAtOnce() {
        hub.stock("MUG", "MAIN", 5);
        send(Orders.order("1", V1, "MUG", 2));
        hub.awaitQuiet();
        ObjectNode completed = partial(Orders.order("1", V2, "MUG", 2));
        completed
                .path("lines")
                .forEach(line ->
                        ((ObjectNode) line).put("sent", true).putNull("open").put("fulfilled", 2));
        completed.putNull("parcels");
        send(completed);
        hub.awaitQuiet();
        assertThat(hub.count("stock where reserved = 0")).isEqualTo(1);
        assertThat(hub.count("inbox_fetch where alone"))
                .as("and the rest is asked for")
                .isEqualTo(1);
        assertThat(hub.count("exception_case")).isZero();
    }

    @Test
    void whatIsStillMissingAfterTheLastAttemptHoldsTheOrderWithACase() {
        hub.stock("MUG", "MAIN", 5);
        fetched(partial(Orders.order("1", V1, "MUG", 2)));
        assertThat(states()).containsExactly("RECEIVED");
        assertThat(hub.count("stock where reserved = 0")).isEqualTo(1);
        assertThat(text("select code from exception_case")).containsExactly("statement.incomplete");
        fetched(Orders.order("1", V2, "MUG", 1));
        assertThat(states()).containsExactly("ALLOCATED");
        assertThat(text("select state from exception_case")).containsExactly("resolved");
    }
}
