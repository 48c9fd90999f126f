package org.caravanserai.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.caravanserai.cli.HubWithShop.Said;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./hub channel recover} against a real hub that is killed in the middle. */
@Tag("deep")
class RecoverCommandTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path home;

    @Test
    void whatAHubThatDiedHadLeftIsDoneByTheNext() throws Exception {
        try (HubWithShop hub = new HubWithShop(home)) {
            await("the poll").atMost(PATIENCE).until(() -> !hub.asked().isEmpty());
            Instant since = Instant.now().minus(Duration.ofDays(3)).truncatedTo(ChronoUnit.SECONDS);
            hub.breakAt(uri -> uri.contains(after(since)));

            Said said = hub.ask(
                    "channel", "recover", "woocommerce", "shop", "--since", since.toString(), "--reason", "lost");
            assertThat(said.err()).isEmpty();
            assertThat(said.out()).startsWith("woocommerce/shop is looked through from " + since + " to ");
            await("it fails")
                    .atMost(PATIENCE)
                    .until(() -> hub.ask("channel", "list").out().contains("at " + since + " of "));
            await("why")
                    .atMost(PATIENCE)
                    .until(() -> hub.ask("channel", "list").out().contains("0 orders: "));
            hub.killAndStart();
            hub.breakAt(uri -> false);

            await("it is done")
                    .atMost(Duration.ofMinutes(3))
                    .until(() -> hub.ask("channel", "list").out().contains("done, " + since + " to "));
            assertThat(hub.asked())
                    .filteredOn(uri -> uri.contains(after(since)))
                    .hasSizeGreaterThan(1);
        }
    }

    @Test
    void whatTheHubRefusesIsToldInItsWords() throws Exception {
        try (HubWithShop hub = new HubWithShop(home)) {
            String[] future = {
                "channel", "recover", "woocommerce", "shop", "--since", "2999-01-01T00:00:00Z", "--reason", "x"
            };
            assertThat(hub.ask(future).err()).contains("/since: lies in the future");
            assertThat(hub.ask(future).code()).isEqualTo(1);
            assertThat(hub.ask("channel", "recover", "woocommerce", "shop", "--since", "yesterday", "--reason", "x")
                            .code())
                    .as("wrong use")
                    .isEqualTo(2);
        }
    }

    /** How the shop is asked for a slice that begins then: each window reaches back 15 minutes behind the one before. */
    private static String after(Instant slice) {
        return "modified_after="
                + slice.minus(Duration.ofMinutes(15))
                        .toString()
                        .replace("Z", "")
                        .replace(":", "%3A");
    }
}
