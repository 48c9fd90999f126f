package org.caravanserai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.caravanserai.cli.HubWithShop.Said;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./hub order} against a real hub and a shop whose webhooks never came. */
class OrderCommandTest {

    @TempDir
    static Path home;

    private static HubWithShop hub;

    @BeforeAll
    static void start() throws Exception {
        hub = new HubWithShop(home);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static Said ask(String... arguments) {
        return hub.ask(arguments);
    }

    @Test
    void anOrderThatOnlyTheShopHasIsImportedAndOnceMoreChangesNothing() {
        Said first = ask("order", "import", "woocommerce", "shop", "727", "--reason", "the buyer rang");
        assertThat(first.err()).isEmpty();
        assertThat(first.out())
                .containsPattern(
                        "The channel is asked for it: event \\d+\\.\\Rpartly_applied, order \\d+: No item is known")
                .contains("SPADE-1");
        assertThat(first.code()).isZero();
        assertThat(ask("trace", "727").out())
                .contains("Asked for at the channel because somebody wanted it: the buyer rang (user:first start)");

        Said again = ask("order", "import", "woocommerce", "shop", "727", "--reason", "the buyer rang again");
        assertThat(again.out()).containsPattern("\\Runchanged, order \\d+");
        assertThat(again.code()).isZero();
    }

    @Test
    void anOrderThatTheShopDoesNotHaveIsToldAsSuch() {
        Said said = ask("order", "import", "woocommerce", "shop", "4711", "--reason", "somebody mistyped it");
        assertThat(said.out())
                .contains(
                        "refused: woocommerce account shop does not hand out order 4711: it has no such order; an order is asked for by its id, the number");
        assertThat(said.code()).isEqualTo(1);
        assertThat(hub.asked())
                .filteredOn(one -> one.contains("/orders/4711"))
                .as("there is nothing to wait for")
                .hasSize(1);
        assertThat(ask("exceptions", "list", "--code", "fetch.rejected").out()).doesNotContain("4711");
    }

    @Test
    void aHeldOrderIsLetGoAsFarAsAPersonCanKnowAndWhatHoldsItStillIsNamed() {
        ask("order", "import", "woocommerce", "shop", "728", "--reason", "for the test");
        assertThat(ask("trace", "728").out()).contains("(totals.absurd)").contains("(mapping.unknown_sku)");

        Said released = ask("order", "release", "728", "--reason", "the buyer means it");
        assertThat(released.err()).isEmpty();
        assertThat(released.out())
                .contains("Let go: totals.absurd")
                .contains("Still held, allocate waits (mapping.unknown_sku): ")
                .doesNotContain("Still held, release");
        assertThat(released.code()).isEqualTo(1);
        assertThat(ask("exceptions", "list", "--state", "resolved", "--code", "totals.absurd")
                        .out())
                .contains("resolved");
        assertThat(ask("order", "release", "4712", "--reason", "x").err())
                .contains("no order has the id or number 4712");
    }

    @Test
    void whatTheHubRefusesIsToldInItsWords() {
        Said number = ask("order", "import", "woocommerce", "shop", "#727", "--reason", "x");
        assertThat(number.code()).isEqualTo(1);
        assertThat(number.err()).contains("/orderId: is no id that an order of woocommerce can be asked for by");
        assertThat(ask("order", "import", "woocommerce", "nobody", "727", "--reason", "x")
                        .err())
                .contains("there is no account woocommerce/nobody (404)");
        assertThat(ask("order", "import", "woocommerce", "shop", "727").code())
                .as("without a reason")
                .isEqualTo(2);
        assertThat(ask("order").code()).as("wrong use").isEqualTo(2);
    }
}
