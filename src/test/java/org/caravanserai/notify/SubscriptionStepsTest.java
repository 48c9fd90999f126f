package org.caravanserai.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.caravanserai.base.ConfigException;
import org.caravanserai.channel.ChannelHub;
import org.caravanserai.channel.FakeChannel;
import org.caravanserai.channel.account.FixedAccounts;
import org.caravanserai.outbox.Outcome;
import org.caravanserai.outbox.Outcome.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent to mend a webhook, and what is said about it. */
class SubscriptionStepsTest {

    private static final String HOOK =
            "{'id':%d,'topic':'%s','status':'%s','delivery_url':'https://hub.example/webhooks/woocommerce/tea'}";

    @TempDir
    Path secrets;

    private FakeChannel channel;
    private ChannelHub hub;

    @BeforeEach
    void start() throws Exception {
        channel = new FakeChannel();
        for (String secret : new String[] {"consumer-key", "consumer-secret", "webhook"}) {
            Files.writeString(secrets.resolve("woocommerce-tea." + secret), "the " + secret + "\n");
        }
        hub = new ChannelHub(secrets, null, FixedAccounts.account(1, "woocommerce", "tea", channel.url(), Map.of()));
    }

    @AfterEach
    void stop() {
        hub.close();
        channel.close();
    }

    private static String webhooks(String created) {
        return "["
                + String.join(
                        ",",
                        created,
                        hook(2, "order.updated", "active"),
                        hook(3, "order.deleted", "active"),
                        hook(4, "order.restored", "active"))
                + "]";
    }

    private static String hook(int id, String topic, String status) {
        return HOOK.formatted(id, topic, status);
    }

    private Outcome look() {
        return hub.work("subscriptions", "woocommerce", 1, "subscriptions", 1, ChannelHub.json("{}"));
    }

    @Test
    void theSecretGoesIntoTheBodyOfTheRepairAndNowhereElse() {
        channel.json(200, webhooks(hook(1, "order.created", "disabled"))).json(200, "{'id':1,'status':'active'}");
        assertThat(look().kind()).isEqualTo(Kind.OK);
        assertThat(channel.asked()).extracting(FakeChannel.Asked::method).containsExactly("GET", "PUT");
        assertThat(channel.asked().get(1).uri()).isEqualTo("/wp-json/wc/v3/webhooks/1");
        assertThat(channel.asked().get(1).json())
                .isEqualTo(ChannelHub.json("{'status':'active','secret':'the webhook'}"));
        assertThat(hub.readings).containsExactly("tea switched order.created on again");
    }

    @Test
    void aShopWithManyWebhooksIsReadToTheEnd() {
        String others = IntStream.range(100, 200)
                .mapToObj(id -> hook(id, "product.updated", "active"))
                .collect(Collectors.joining(","));
        channel.json(200, "[" + others + "]")
                .json(200, webhooks(hook(1, "order.created", "disabled")))
                .json(200, "{'id':1,'status':'active'}");
        assertThat(look().kind()).isEqualTo(Kind.OK);
        assertThat(channel.asked())
                .extracting(FakeChannel.Asked::uri)
                .containsExactly(
                        "/wp-json/wc/v3/webhooks?per_page=100&page=1",
                        "/wp-json/wc/v3/webhooks?per_page=100&page=2",
                        "/wp-json/wc/v3/webhooks/1");
    }

    @Test
    void aRepairTheShopDidNotMakeIsNoRepair() {
        channel.json(200, webhooks(hook(1, "order.created", "disabled"))).json(200, "{'id':1,'status':'disabled'}");
        assertThat(look().kind()).isEqualTo(Kind.RETRY);
        assertThat(hub.readings).isEmpty();
    }

    @Test
    void withoutTheSecretNothingIsSent() throws Exception {
        Files.delete(secrets.resolve("woocommerce-tea.webhook"));
        channel.json(200, webhooks(hook(1, "order.created", "disabled")));
        assertThat(look().message()).contains("no valid secret");
        assertThat(channel.asked()).hasSize(1);
        assertThat(hub.readings).isEmpty();
    }

    @Test
    void whatIsAllWellIsLeftAlone() {
        channel.json(200, webhooks(hook(1, "order.created", "active")));
        assertThat(look().kind()).isEqualTo(Kind.ALREADY);
        assertThat(channel.asked()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hub.example.com",
                "ftp://hub.example.com",
                "https://",
                "https://hub.example.com/?a=b",
                "https://user@hub.example.com"
            })
    void anAddressThatIsNoneStopsTheHub(String url) {
        assertThatThrownBy(() -> new SubscriptionSteps(url, (account, what) -> {}))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("hub.public-url = " + url);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "https://hub.example.com", "https://hub.example.com/shop/", "http://127.0.0.1:8080"})
    void anAddressMayHaveAPortAndAPath(String url) {
        assertThatCode(() -> new SubscriptionSteps(url, (account, what) -> {})).doesNotThrowAnyException();
    }
}
