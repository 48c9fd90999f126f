package org.caravanserai.intake.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.caravanserai.base.Json;
import org.caravanserai.base.TimeScale;
import org.caravanserai.channel.ChannelHub;
import org.caravanserai.channel.RouteFiles;
import org.caravanserai.channel.account.Account;
import org.caravanserai.channel.account.AccountMode;
import org.caravanserai.channel.account.FixedAccounts;
import org.caravanserai.channel.recipe.ChannelRecipes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every account is looked through as often as its channel's recipe says. */
class PollScheduleTest {

    private static final Account NORTH = FixedAccounts.account(1, "shopify", "north", "", Map.of());
    private static final Account PAUSED =
            new Account(2, "shopify", "paused", AccountMode.LIVE, true, "", Json.MAPPER.createObjectNode(), "");
    private static final Account OFF =
            new Account(3, "shopify", "off", AccountMode.OFF, false, "", Json.MAPPER.createObjectNode(), "");

    @Test
    void theScheduleAsksTheSendersOfTheChannelsAccounts(@TempDir Path secrets) throws Exception {
        try (ChannelHub hub = new ChannelHub(
                secrets, null, NORTH, PAUSED, FixedAccounts.account(9, "amazon", "mugs", "", Map.of()))) {
            RouteFiles.channel(hub.camel(), "schedule-polls", "shopify-schedule-polls", "shopify");
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(hub.readings).containsExactly("poll 1"));
        }
    }

    @Test
    void onlyLiveAccountsAreAskedForTheirSubscriptionsBecauseMendingOneChangesTheShop(@TempDir Path secrets)
            throws Exception {
        Account shadow =
                new Account(4, "shopify", "shadow", AccountMode.SHADOW, false, "", Json.MAPPER.createObjectNode(), "");
        try (ChannelHub hub = new ChannelHub(secrets, null, PAUSED, shadow, NORTH)) {
            RouteFiles.channel(hub.camel(), "schedule-subscriptions", "shopify-schedule-subscriptions", "shopify");
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(hub.readings).containsExactly("subscriptions 1"));
        }
    }

    @Test
    void anAccountIsDueOncePerInterval() {
        List<Instant> polled = new ArrayList<>();
        Instant start = Instant.parse("2026-11-23T12:00:00Z");
        long[] second = {0};
        Clock clock = new Clock() {
            @Override
            public java.time.ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return start.plusSeconds(second[0]);
            }
        };
        PollSchedule schedule = new PollSchedule(
                new FixedAccounts(NORTH, PAUSED, OFF),
                ChannelRecipes.load(Path.of("transformers")),
                id -> polled.add(clock.instant()),
                clock,
                new TimeScale(10));
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setHeader("hubChannel", "shopify");
        for (second[0] = 0; second[0] < 120; second[0]++) {
            schedule.due(exchange);
            for (Object account : exchange.getMessage().getBody(List.class)) {
                exchange.getMessage().setBody(account);
                schedule.start(exchange);
            }
        }
        // every five minutes, ten times as fast
        assertThat(polled).hasSize(5);
        assertThat(Duration.between(polled.get(1), polled.get(2))).isEqualTo(Duration.ofSeconds(30));
    }
}
