package org.caravanserai.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.caravanserai.testing.Orders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A shop keeps a line's id and sells another article under it: what leaves is what the line means now. */
class ReplacedArticleTest {

    private final HoldPlay play = new HoldPlay();

    @AfterEach
    void stop() {
        play.close();
    }

    /** Two units of a line that keeps its id. */
    private static ObjectNode order(String version, String sku, String variant) {
        ObjectNode order = Orders.order("1", version, sku, 2);
        HoldPlay.listing(order, 0, "1", variant);
        return order;
    }

    private List<String> reserved() {
        return play.hub
                .sql()
                .sql("select sku || ' ' || reserved from stock where reserved > 0 order by sku")
                .query(String.class)
                .list();
    }

    private List<String> sent() {
        return play.warehouse.receive().stream()
                .map(one -> one.at("/lines/0/sku").asText() + one.path("recall").asText(""))
                .toList();
    }

    @Test
    void beforeItIsReservedTheLineBecomesTheOther() {
        play.send(order(HoldPlay.V1, "MUG", "2").put("status", "pending"));
        play.send(order(HoldPlay.V2, "CUP", "3"));
        assertThat(sent()).containsExactly("CUP");
        assertThat(reserved()).containsExactly("CUP 2");
    }

    @Test
    void aSkuThatNobodyKnewIsCorrectedInTheShop() {
        play.send(order(HoldPlay.V1, "MUGG", "2"));
        assertThat(play.holds()).containsExactly("mapping.unknown_sku allocate");
        play.send(order(HoldPlay.V2, "MUG", "2"));
        assertThat(play.holds()).isEmpty();
        assertThat(sent()).containsExactly("MUG");
    }

    @Test
    void whatIsReservedAndNotReleasedGoesBack() {
        play.send(order(HoldPlay.V1, "MUG", "2"));
        play.send(order(HoldPlay.V2, "CUP", "3"));
        assertThat(sent()).containsExactly("CUP");
        assertThat(reserved()).containsExactly("CUP 2");
    }

    @Test
    void whatAWarehouseHasIsAskedBackAndTheOtherIsSent() {
        play.send(order(HoldPlay.V1, "MUG", "2"));
        assertThat(sent()).containsExactly("MUG");
        play.send(order(HoldPlay.V2, "CUP", "3"));
        assertThat(play.groups()).contains("CANCEL_REQUESTED recall-answer 1x2");
        play.warehouse.receive();
        play.warehouse.answerRecalls(true);
        assertThat(reserved()).containsExactly("CUP 2");
        play.send(order(HoldPlay.V3, "CUP", "3"));
        assertThat(reserved()).as("said once more, nothing changes").containsExactly("CUP 2");
    }

    @Test
    void whatLeftAllTheSameIsACase() {
        play.send(order(HoldPlay.V1, "MUG", "2"));
        play.warehouse.receive();
        play.send(order(HoldPlay.V2, "CUP", "3"));
        play.warehouse.receive();
        play.warehouse.ship(
                play.hub
                        .sql()
                        .sql("select min(id) from fulfilment_group")
                        .query(Long.class)
                        .single(),
                2);
        assertThat(play.openCases()).isNotEmpty();
    }

    @Test
    void aSkuThatIsRenamedOrAProductThatIsDeletedInTheShopRecallsNothing() {
        play.send(order(HoldPlay.V1, "MUG", "2"));
        play.warehouse.receive();
        List<String> before = play.groups();
        play.send(order(HoldPlay.V2, "MUG-2027", "2"));
        play.send(order(HoldPlay.V3, "", ""));
        assertThat(play.groups()).isEqualTo(before);
        assertThat(play.openCases()).isEmpty();
    }
}
