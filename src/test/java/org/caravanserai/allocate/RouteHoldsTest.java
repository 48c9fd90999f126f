package org.caravanserai.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.caravanserai.testing.Orders;
import org.caravanserai.testing.RouteGaps;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A route holds orders for a cause and with words of its own; people, newer statements and the time let them go. */
class RouteHoldsTest {

    private static final RouteGaps.Gap BEHIND_THE_SUMS =
            new RouteGaps.Gap(Path.of("20-translate/translate-order.camel.yaml"), "compare-totals", false);

    @TempDir
    Path scratch;

    private HoldPlay play;

    @BeforeEach
    void start() {
        play = new HoldPlay(RouteGaps.with(Path.of("routes"), BEHIND_THE_SUMS, List.of("""
                        filter:
                          id: when-dear
                          expression: {simple: {expression: "${body.path('totals').path('total').asText('0')} > 500"}}
                          steps:
                            - to:
                                id: park-dear
                                uri: hold:over-500
                                parameters:
                                  words: "Order ${body.path('number').asText()} is over 500: Anna looks at it first"
                        """, """
                        filter:
                          id: when-gift
                          expression: {simple: {expression: "${body.path('gift').asText()} == 'true'"}}
                          steps:
                            - to: {id: park-gift, uri: "hold:gift", parameters: {words: Wrapped by hand, blocks: allocate, releaseAfter: 2h}}
                        """), scratch));
    }

    @AfterEach
    void stop() {
        play.close();
    }

    private static ObjectNode mugs(String version, String total) {
        ObjectNode order = HoldPlay.mugs(version);
        ((ObjectNode) order.path("totals")).put("total", total).put("items", total);
        ((ObjectNode) order.at("/lines/0")).put("total", total);
        return order;
    }

    private void park() {
        play.send(mugs(HoldPlay.V1, "600.00"));
        assertThat(play.holds()).containsExactly("route.over_500 release");
        assertThat(play.groups()).containsExactly("ALLOCATED release 1x2");
        assertThat(play.openCases()).containsExactly("route.over_500: Order #1 is over 500: Anna looks at it first");
        assertThat(play.warehouse.receive()).isEmpty();
    }

    @Test
    void whatARouteHoldsIsAnOrderWithACaseAndGoesOnWhenAPersonSaysSo() {
        park();
        assertThat(play.hub.count("hold where created_by = 'route:translate-order/park-dear' and source = 'route'"))
                .isEqualTo(1);
        play.lookAgain();
        assertThat(play.holds())
                .as("the time of its next look is no reason to let it go")
                .hasSize(1);
        play.retry("route.over_500");
        assertThat(play.holds()).isEmpty();
        assertThat(play.openCases()).isEmpty();
        assertThat(play.warehouse.receive()).hasSize(1);
        play.send(mugs(HoldPlay.V2, "600.00"));
        assertThat(play.holds()).as("the same words hold nothing again").isEmpty();
    }

    @Test
    void aNewerStatementThatTheRouteDoesNotHoldLetsItGo() {
        park();
        play.send(mugs(HoldPlay.V2, "400.00"));
        assertThat(play.holds()).isEmpty();
        assertThat(play.openCases()).isEmpty();
        assertThat(play.warehouse.receive()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {"500.00, false", "500.01, true", "99.99, false", "1200.00, true", "none, false"})
    void anOrderIsHeldByItsAmountAndNotByItsSpelling(String total, boolean held) {
        play.send(mugs(HoldPlay.V1, total));
        assertThat(play.holds()).hasSize(held ? 1 : 0);
        play.warehouse.receive();
    }

    @Test
    void theTimeLetsItGoAndTheSameWordsDoNotHoldItAgain() {
        play.send(HoldPlay.mugs(HoldPlay.V1).put("gift", true));
        assertThat(play.holds()).containsExactly("route.gift allocate");
        assertThat(play.groups()).containsExactly("RECEIVED allocate 1x2");
        play.hub.clock().move(Duration.ofMinutes(90));
        play.send(HoldPlay.mugs(HoldPlay.V2).put("gift", true));
        assertThat(play.holds()).as("saying it again does not make it longer").hasSize(1);
        play.hub.clock().move(Duration.ofMinutes(31));
        play.lookAgain();
        assertThat(play.holds()).isEmpty();
        assertThat(play.openCases()).isEmpty();
        assertThat(play.hub.count("hold where released_by = 'time'")).isEqualTo(1);
        play.send(Orders.order("1", HoldPlay.V3, "MUG", 2).put("gift", true));
        assertThat(play.holds()).isEmpty();
        assertThat(play.warehouse.receive()).hasSize(1);
    }
}
