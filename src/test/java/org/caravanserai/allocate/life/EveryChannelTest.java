package org.caravanserai.allocate.life;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.caravanserai.allocate.life.Dialect.Counts;
import org.caravanserai.allocate.life.Shop.Line;
import org.caravanserai.allocate.life.Shop.Status;
import org.caravanserai.testbed.oracle.DatabaseRules;
import org.caravanserai.testing.ProcessingHub;
import org.caravanserai.testing.StockOracle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a shop's staff does by hand means the same on every channel that can show it, pushed or asked for. */
class EveryChannelTest {

    private static final String ORDER = "300000001";
    private static final Instant MORNING = Instant.parse("2026-11-23T10:00:00Z");

    private final ProcessingHub hub = new ProcessingHub(Path.of("routes"), 2);
    private final Network network = new Network(hub);
    private Shop shop;
    private Paper paper;
    private int account;
    private boolean polled;

    private void open(Dialect dialect, boolean asked, String sku, int units) {
        account = hub.connect(dialect.channel(), "main");
        hub.location("MAIN", 1);
        hub.stock("MUG", "MAIN", 9);
        hub.stock("NIL", "MAIN", 0);
        shop = new Shop(dialect, Status.OPEN, MORNING);
        shop.lines.add(new Line(ORDER + "01", sku, units));
        paper = Paper.of(dialect);
        polled = asked;
        send(paper.write(ORDER, shop, polled));
    }

    @AfterEach
    void stop() {
        StockOracle.check(hub.sql());
        DatabaseRules.check(hub.database().dataSource(), hub.clock().instant());
        hub.close();
    }

    private void send(Paper.Written said) {
        hub.event(account, "order", said.shape(), ORDER, hub.key(), said.body());
        hub.awaitQuiet();
    }

    private void changed() {
        shop.version = shop.version.plusSeconds(1);
        send(paper.write(ORDER, shop, polled));
    }

    private void release() {
        network.release(hub.sql().sql("select id from orders").query(Long.class).list());
    }

    private void giveBack() {
        for (long group : hub.sql()
                .sql("select id from fulfilment_group where state = 'CANCEL_REQUESTED'")
                .query(Long.class)
                .list()) {
            hub.event(
                    2,
                    "recall-answer",
                    "",
                    Long.toString(group),
                    hub.key(),
                    "{\"schema\":\"recall-answer.v1\",\"reference\":\"r\",\"dispatchId\":\"" + group
                            + "\",\"recalled\":true}");
        }
        hub.awaitQuiet();
    }

    /** Staff sends everything and says so as their shop lets them. */
    private void sendByHand() {
        if (shop.dialect.counts() == Counts.UNITS) {
            shop.add("HAND", new int[] {shop.unsent(0), 0, 0}, false, true);
        } else {
            shop.lines.get(0).sent = true;
        }
        changed();
    }

    private List<String> groups() {
        return hub.sql().sql("""
                select g.state || ' ' || (select sum(quantity) from group_line l where l.group_id = g.id)
                  from fulfilment_group g order by g.id""").query(String.class).list();
    }

    @ParameterizedTest
    @CsvSource({"SHOPIFY,false", "SHOPIFY,true", "WOOCOMMERCE,false", "AMAZON,true", "UNITS,false"})
    void whatStaffSentAfterItWasReleasedIsAskedBackAndNotSentAgain(Dialect dialect, boolean asked) {
        open(dialect, asked, "MUG", 3);
        release();
        assertThat(groups()).containsExactly("RELEASED 3");
        sendByHand();
        assertThat(groups()).containsExactly("CANCEL_REQUESTED 3", "CHANNEL_FULFILLED 3");
        giveBack();
        assertThat(groups()).containsExactly("CANCELLED 3", "CHANNEL_FULFILLED 3");
        assertThat(hub.count("stock where reserved > 0")).isZero();
    }

    @ParameterizedTest
    @CsvSource({"SHOPIFY,false", "SHOPIFY,true", "WOOCOMMERCE,false", "AMAZON,true", "UNITS,false"})
    void whatStaffSentWhileItWasBackorderedIsOver(Dialect dialect, boolean asked) {
        open(dialect, asked, "NIL", 3);
        assertThat(groups()).containsExactly("BACKORDERED 3");
        sendByHand();
        assertThat(groups()).containsExactly("CANCELLED 0", "CHANNEL_FULFILLED 3");
        assertThat(hub.count("orders where state = 'CHANNEL_FULFILLED'")).isEqualTo(1);
        assertThat(hub.count("exception_case where state <> 'resolved'")).isZero();
    }

    @ParameterizedTest
    @CsvSource({"SHOPIFY,false", "SHOPIFY,true", "AMAZON,true", "UNITS,false"})
    void unitsThatStaffSentLeaveTheRestToUs(Dialect dialect, boolean asked) {
        open(dialect, asked, "MUG", 3);
        shop.add("HAND", new int[] {1, 0, 0}, false, true);
        changed();
        assertThat(groups()).containsExactly("ALLOCATED 2", "CHANNEL_FULFILLED 1");
    }

    @ParameterizedTest
    @CsvSource({"WOOCOMMERCE,false", "UNITS,false"})
    void whatIsPaidAfterItWasCancelledIsReservedAgain(Dialect dialect, boolean asked) {
        open(dialect, asked, "MUG", 3);
        shop.status = Status.CANCELLED;
        changed();
        assertThat(groups()).containsExactly("CANCELLED 3");
        shop.status = Status.OPEN;
        changed();
        assertThat(groups()).containsExactly("CANCELLED 3", "ALLOCATED 3");
        assertThat(hub.count("stock where reserved = 3")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"WOOCOMMERCE,false", "UNITS,false"})
    void whatIsPaidWhileItsWarehouseGivesItBackIsSourcedAnew(Dialect dialect, boolean asked) {
        open(dialect, asked, "MUG", 3);
        release();
        shop.status = Status.CANCELLED;
        changed();
        shop.status = Status.OPEN;
        changed();
        assertThat(groups()).containsExactly("CANCEL_REQUESTED 3");
        giveBack();
        assertThat(groups()).containsExactly("CANCELLED 0", "ALLOCATED 3");
    }

    @ParameterizedTest
    @CsvSource({"SHOPIFY,false", "SHOPIFY,true", "UNITS,false"})
    void aUnitThatLeftAndCameBackIsNoReduction(Dialect dialect, boolean asked) {
        open(dialect, asked, "MUG", 3);
        shop.add("HAND", new int[] {1, 0, 0}, false, true);
        shop.lines.get(0).back = 1;
        changed();
        assertThat(groups()).containsExactly("ALLOCATED 2", "CHANNEL_FULFILLED 1");
        assertThat(hub.count("exception_case where state <> 'resolved'")).isZero();
    }

    @ParameterizedTest
    @CsvSource({"SHOPIFY,false", "SHOPIFY,true", "UNITS,false"})
    void anOrderThatArrivesAfterAUnitCameBackOwesTheOthers(Dialect dialect, boolean asked) {
        open(dialect, asked, "NIL", 3);
        shop.add("HAND", new int[] {1, 0, 0}, false, true);
        shop.lines.get(0).back = 1;
        changed();
        assertThat(groups()).containsExactly("BACKORDERED 2", "CHANNEL_FULFILLED 1");
    }

    @Test
    void whatAmazonShipsItselfGrowsWithTheOrder() {
        open(Dialect.AMAZON, true, "MUG", 1);
        byAmazon(1);
        byAmazon(2);
        assertThat(hub.sql()
                        .sql(
                                "select sum(l.quantity) from group_line l join fulfilment_group g on g.id = l.group_id where g.state = 'CHANNEL_FULFILLED'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
        assertThat(hub.count("stock where reserved > 0")).isZero();
    }

    private void byAmazon(int units) {
        shop.lines.get(0).ordered = units;
        shop.version = shop.version.plusSeconds(1);
        Paper.Written said = paper.write(ORDER, shop, true);
        ((ObjectNode) said.body().findParent("fulfilledBy")).put("fulfilledBy", "AMAZON");
        send(said);
    }
}
