package org.caravanserai.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.caravanserai.testing.Orders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing leaves without an address a parcel can be sent to, or with a total that cannot be meant. */
class NothingLeavesTest {

    private final HoldPlay play = new HoldPlay();

    @AfterEach
    void stop() {
        play.close();
    }

    @ParameterizedTest
    @CsvSource({
        "US, line1, true",
        "US, city, true",
        "US, postcode, true",
        "US, region, false",
        "DE, postcode, true",
        "IE, postcode, false",
        "HK, postcode, false",
        "HK, region, true",
        "AE, city, false",
        "XK, postcode, false",
        "JP, city, false",
        "US, name, false",
        "US, country, true"
    })
    void whatAnAddressNeedsDependsOnItsCountry(String country, String field, boolean held) {
        ObjectNode order = HoldPlay.mugs(HoldPlay.V1);
        ((ObjectNode) order.at("/personal/shipTo")).put("country", country);
        ((ObjectNode) order.path("destination")).put("country", country);
        play.send(HoldPlay.without(order, field));
        assertThat(play.holds()).isEqualTo(held ? List.of("address.incomplete release") : List.of());
        assertThat(play.warehouse.receive()).hasSize(held ? 0 : 1);
    }

    @Test
    void anOrderWithoutAnAddressIsReservedAndNotReleasedUntilTheChannelSendsOne() {
        ObjectNode order = HoldPlay.mugs(HoldPlay.V1);
        ((ObjectNode) order.path("personal")).putNull("shipTo");
        play.send(order);
        assertThat(play.groups()).containsExactly("ALLOCATED release 1x2");
        assertThat(play.hub.count("stock where sku = 'MUG' and reserved = 2")).isEqualTo(1);
        assertThat(play.openCases())
                .containsExactly("address.incomplete: Order #1 cannot be sent: there is no address (country US)");
        assertThat(play.warehouse.receive()).isEmpty();
        play.lookAgain();
        assertThat(play.warehouse.receive()).as("a look changes nothing").isEmpty();
        assertThat(play.hub.count("exception_case")).as("it is one case").isEqualTo(1);

        play.send(HoldPlay.mugs(HoldPlay.V2));
        assertThat(play.holds()).isEmpty();
        assertThat(play.openCases()).isEmpty();
        assertThat(play.warehouse.receive()).hasSize(1);
        assertThat(play.hub.count("audit_row where action in ('hold.placed', 'hold.released')"))
                .isEqualTo(2);
    }

    @Test
    void anAddressIsAskedForOnlyWhereSomethingIsToBeSentThere() {
        ObjectNode pickup = HoldPlay.mugs(HoldPlay.V1);
        ((ObjectNode) pickup.path("personal")).putNull("shipTo");
        ((ObjectNode) pickup.path("destination")).put("kind", "pickup");
        play.send(pickup);
        assertThat(play.holds()).isEmpty();
        ObjectNode pending = Orders.order("2", HoldPlay.V1, "MUG", 1).put("status", "pending");
        ((ObjectNode) pending.path("personal")).putNull("shipTo");
        play.send(pending);
        assertThat(play.holds()).containsExactly("order.may_not_ship release");
        ObjectNode fba = Orders.order("3", HoldPlay.V1, "MUG", 1).put("fulfilledBy", "channel");
        ((ObjectNode) fba.path("personal")).putNull("shipTo");
        play.send(fba);
        assertThat(play.holds()).containsExactly("order.may_not_ship release");
    }

    @Test
    void aPostcodeThatDoesNotFitIsAnAlert() {
        ObjectNode order = HoldPlay.mugs(HoldPlay.V1);
        ((ObjectNode) order.at("/personal/shipTo")).put("postcode", "SW1A 1AA");
        play.send(order);
        assertThat(play.holds()).isEmpty();
        assertThat(play.hub.count("orders where alerts like '%address.postcode_unusual%'"))
                .isEqualTo(1);
        play.send(HoldPlay.mugs(HoldPlay.V2));
        assertThat(play.hub.count("orders where alerts like '%address.postcode_unusual%'"))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "-5.00, 5.00, totals.negative",
        "10.00, -99.00, totals.negative",
        "9999.00, 5.00, totals.absurd",
        "0.00, 5.00, ",
        "10.01, 5.00, totals.absurd",
        "10.00, 5.00, ",
        ", 5.00, ",
        "9999.00, , "
    })
    void aTotalThatCannotBeMeantIsHeldUntilAPersonLetsItGo(String total, String line, String cause) {
        ObjectNode order = HoldPlay.mugs(HoldPlay.V1);
        ((ObjectNode) order.path("totals")).put("total", total);
        ((ObjectNode) order.at("/lines/0")).put("total", line);
        play.send(order);
        assertThat(play.holds()).isEqualTo(cause == null ? List.of() : List.of(cause + " release"));
        if (cause != null) {
            assertThat(play.warehouse.receive()).isEmpty();
            play.retry(cause);
            assertThat(play.openCases()).isEmpty();
            assertThat(play.warehouse.receive()).hasSize(1);
        }
    }

    @Test
    void whatAPersonLetGoIsHeldAgainOnlyWhenSomethingElseIsWrong() {
        ObjectNode order = HoldPlay.mugs(HoldPlay.V1);
        ((ObjectNode) order.path("totals")).put("total", "-5.00");
        play.send(order);
        play.retry("totals.negative");
        play.send(order.deepCopy().put("version", HoldPlay.V2).put("number", "#1"));
        assertThat(play.holds()).isEmpty();
        ((ObjectNode) order.path("totals")).put("total", "-6.00");
        play.send(order.put("version", HoldPlay.V3));
        assertThat(play.holds()).containsExactly("totals.negative release");
    }
}
