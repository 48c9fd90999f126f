package org.caravanserai.testbed.sandbox.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ParcelsTest {

    private final Violations violations = new Violations(Journal.inMemory(), Clock.systemUTC());
    private final Parcels parcels = new Parcels(violations);
    private final Shop shop = new Shop();
    private final SandboxOrder order = new SandboxOrder();

    private Fulfilment parcel(String id, String tracking, int units, String location) {
        Fulfilment parcel = new Fulfilment();
        parcel.id = id;
        parcel.at = Instant.EPOCH;
        parcel.tracking = tracking;
        parcel.carrier = "UPS";
        parcel.lines.add(new Fulfilment.Part("l1", units));
        parcel.extra.put("location", location);
        return parcel;
    }

    private void order(int units) {
        shop.channel = "shopify";
        shop.name = "demo";
        OrderLine line = new OrderLine();
        line.lineId = "l1";
        line.quantity = units;
        order.id = "1";
        order.lines.add(line);
    }

    @Test
    void twoParcelsOfOneLineAreNoFault() {
        order(2);
        parcels.book(shop, order, parcel("a", "T1", 1, "x"));
        parcels.book(shop, order, parcel("b", "T2", 1, "x"));
        assertThat(violations.all()).isEmpty();
        assertThat(order.fullyFulfilled()).isTrue();
    }

    @Test
    void oneParcelOverTwoLocationsOfTheChannelIsNoDouble() {
        order(2);
        parcels.book(shop, order, parcel("a", "T1", 1, "x"));
        parcels.book(shop, order, parcel("b", "T1", 1, "y"));
        assertThat(violations.all()).isEmpty();
    }

    @Test
    void theSameParcelTwiceIsDoubleAndDoesNotCountAsShipped() {
        order(2);
        parcels.book(shop, order, parcel("a", "T1", 1, "x"));
        parcels.book(shop, order, parcel("b", "T1", 1, "x"));
        assertThat(violations.all()).extracting(Violations.Violation::code).containsExactly("double-parcel");
        assertThat(order.fulfilled("l1")).isEqualTo(1);
    }

    @Test
    void moreUnitsThanBoughtAreADoubleFulfilment() {
        order(1);
        parcels.book(shop, order, parcel("a", "T1", 1, "x"));
        parcels.book(shop, order, parcel("b", "T2", 1, "x"));
        assertThat(violations.all()).extracting(Violations.Violation::code).containsExactly("double-fulfilment");
    }
}
