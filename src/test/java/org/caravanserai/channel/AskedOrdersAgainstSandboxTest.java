package org.caravanserai.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.caravanserai.inbox.EventSource;
import org.caravanserai.inbox.NewEvent;
import org.caravanserai.outbox.Outcome;
import org.caravanserai.outbox.Outcome.Kind;
import org.junit.jupiter.api.Test;

/** Orders that the hub asks for: one by one, and all that changed, against the sandbox. */
class AskedOrdersAgainstSandboxTest extends SandboxPlay {

    @Test
    void ordersAreFoundByLookingThroughTheAccountAndFetchedOneByOne() throws Exception {
        for (String shop : List.of("shopify/north", "woocommerce/tea", "amazon/mugs")) {
            String channel = shop.split("/")[0];
            int account =
                    hub.accounts.find(channel, shop.split("/")[1]).orElseThrow().id();
            String order = place(shop, "{\"lines\":[{\"sku\":\"MUG\",\"quantity\":1}]}");

            Outcome fetched = hub.work(
                    "fetch",
                    channel,
                    account,
                    "fetch",
                    1,
                    ChannelHub.json("{'orderKey':'" + order + "','parentId':1}"));
            assertThat(fetched.kind()).as(fetched.toString()).isEqualTo(Kind.OK);
            arrived(one -> one.orderKey().equals(order) && one.source() == EventSource.FETCH);

            // a window ends a while before now where the channel wants that
            await().atMost(Duration.ofSeconds(40))
                    .pollInterval(Duration.ofSeconds(2))
                    .untilAsserted(() -> {
                        Outcome polled = hub.work("poll", channel, account, "list", 1, ChannelHub.json("{}"));
                        assertThat(polled.kind()).as(polled.toString()).isEqualTo(Kind.OK);
                        assertThat(hub.stored)
                                .anyMatch(one -> one.orderKey().equals(order) && one.source() == EventSource.POLL);
                    });
        }
    }

    /** Each channel says in its own way that it has no such order; whoever asked for it is not left waiting. */
    @Test
    void anOrderThatSomebodyAskedForIsHandedOutOrSaidToBeUnknownAtOnce() throws Exception {
        Map<String, String> unknown = Map.of("shopify", "4711", "woocommerce", "4711", "amazon", "902-0000000-0000000");
        for (String shop : List.of("shopify/north", "woocommerce/tea", "amazon/mugs")) {
            String channel = shop.split("/")[0];
            int account =
                    hub.accounts.find(channel, shop.split("/")[1]).orElseThrow().id();
            String order = place(shop, "{\"lines\":[{\"sku\":\"MUG\",\"quantity\":1}]}");
            String asks = "{'orderKey':'%s','parentId':7,'imports':[5,7]}";

            Outcome fetched = hub.work("fetch", channel, account, "fetch", 1, ChannelHub.json(asks.formatted(order)));
            assertThat(fetched.kind()).as(fetched.toString()).isEqualTo(Kind.OK);
            NewEvent answer = arrived(one -> one.orderKey().equals(order) && one.source() == EventSource.FETCH);
            assertThat(answer.headers()).containsEntry("hubImports", "5 7");

            Outcome absent = hub.work(
                    "fetch", channel, account, "fetch", 1, ChannelHub.json(asks.formatted(unknown.get(channel))));
            assertThat(absent.kind()).as(absent.toString()).isEqualTo(Kind.REJECT);
        }
    }

    /** Slice by slice, each with the bounds that the channel understands; the poll's mark stays. */
    @Test
    void anAccountIsLookedThroughAgainFromLongAgo() throws Exception {
        for (String shop : List.of("shopify/north", "woocommerce/tea", "amazon/mugs")) {
            String channel = shop.split("/")[0];
            int account =
                    hub.accounts.find(channel, shop.split("/")[1]).orElseThrow().id();
            String order = place(shop, "{\"lines\":[{\"sku\":\"MUG\",\"quantity\":1}]}");
            Instant placed = clock.instant();
            await().atMost(Duration.ofSeconds(40))
                    .pollInterval(Duration.ofSeconds(2))
                    .untilAsserted(() -> {
                        assertThat(poll(channel, account).kind()).isEqualTo(Kind.OK);
                        assertThat(hub.stored).anyMatch(one -> isPolled(one, order));
                    });
            Instant mark = hub.accounts.polledThrough(account).orElseThrow();
            hub.stored.clear();

            hub.recoveries.ask(account, placed.minus(Duration.ofHours(5)), "user:anna", "lost");
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                assertThat(poll(channel, account).kind()).isIn(Kind.OK, Kind.THROTTLED);
                return hub.recoveries.open(account).isEmpty();
            });

            assertThat(hub.stored).as(channel).anyMatch(one -> isPolled(one, order));
            assertThat(hub.accounts.polledThrough(account).orElseThrow()).isAfterOrEqualTo(mark);
        }
        assertThat(ledger().path("violations"))
                .as(ledger().path("violations").toPrettyString())
                .isEmpty();
    }

    private Outcome poll(String channel, int account) {
        return hub.work("poll", channel, account, "list", 1, ChannelHub.json("{}"));
    }

    private static boolean isPolled(NewEvent event, String order) {
        return event.orderKey().equals(order) && event.source() == EventSource.POLL;
    }
}
