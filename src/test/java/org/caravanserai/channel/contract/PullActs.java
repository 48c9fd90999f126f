package org.caravanserai.channel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caravanserai.base.Json;
import org.caravanserai.channel.FakeChannel.Asked;
import org.caravanserai.channel.recipe.ListRecipe;
import org.caravanserai.channel.recipe.ListRecipe.Paging;
import org.caravanserai.outbox.Outcome.Kind;

/** Orders that the hub asks a channel for: one, and all that changed, page by page; and when it asks by itself. */
final class PullActs {

    private PullActs() {}

    static List<Act> of(ChannelFiles files) {
        List<Act> acts = new ArrayList<>();
        if (files.recipe().fetch() != null) {
            acts.add(new Act("fetch", "an order is fetched", PullActs::fetch));
        }
        if (files.recipe().list() != null) {
            acts.add(new Act("list", "changed orders are listed", PullActs::list));
            acts.add(new Act("poll schedule", "an account is looked through by itself", hub -> begins(hub, "poll")));
        }
        if (files.recipe().subscriptions() != null) {
            acts.add(new Act(
                    "subscription schedule",
                    "an account's subscriptions are looked at by itself",
                    hub -> begins(hub, "subscriptions")));
        }
        return acts;
    }

    private static void fetch(ContractHub hub) {
        JsonNode answer = hub.files.fetched();
        JsonNode order = answer.at(hub.recipe().fetch().order());
        String shape = hub.recipe().fetch().shape();
        String key = order.at(hub.recipe().shapes().get(shape).order()).asText();
        hub.hub.stored.clear();
        hub.channel().afresh();
        hub.answer(500, Json.MAPPER.createObjectNode());
        hub.answer(200, answer);
        assertThat(work(hub, "fetch", key)).as("the channel fails").isEqualTo(Kind.RETRY);
        assertThat(hub.arrivals()).isEmpty();
        assertThat(work(hub, "fetch", key)).isEqualTo(Kind.OK);
        assertThat(hub.channel().asked()).hasSize(2).allSatisfy(asked -> NotifyActs.authorised(hub, asked));
        assertThat(hub.arrivals()).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo("order");
            assertThat(event.source()).isEqualTo("fetch");
            assertThat(event.shape()).isEqualTo(shape);
            assertThat(event.orderKey()).isEqualTo(key);
            assertThat(event.parent()).isEqualTo(44);
            assertThat(ChannelFiles.tree(event.body())).isEqualTo(order);
        });
    }

    private static Kind work(ContractHub hub, String what, String order) {
        ObjectNode input = Json.MAPPER.createObjectNode();
        input.put("orderKey", order).put("parentId", 44);
        String operation = what.equals("poll") ? "list" : what;
        return hub.hub
                .work(what, hub.recipe().channel(), ContractHub.ACCOUNT, operation, 1, input)
                .kind();
    }

    private static void list(ContractHub hub) {
        ListRecipe recipe = hub.recipe().list();
        String pointer = hub.recipe().shapes().get(recipe.shape()).order();
        Optional<Instant> before = hub.hub.accounts.polledThrough(ContractHub.ACCOUNT);
        hub.hub.stored.clear();
        hub.channel().afresh();
        hub.answer(500, Json.MAPPER.createObjectNode());
        assertThat(work(hub, "poll", "")).as("the channel fails").isEqualTo(Kind.RETRY);
        assertThat(hub.hub.accounts.polledThrough(ContractHub.ACCOUNT)).isEqualTo(before);
        assertThat(hub.arrivals()).isEmpty();

        hub.channel().afresh();
        List<String> keys = new ArrayList<>();
        int pages = recipe.paging() == null || recipe.paging() instanceof Paging.None ? 1 : 2;
        for (int page = 1; page <= pages; page++) {
            JsonNode answer = page(hub, page < pages);
            answer.at(recipe.orders())
                    .forEach(order -> keys.add(order.at(pointer).asText()));
        }
        assertThat(work(hub, "poll", "")).isEqualTo(Kind.OK);
        assertThat(hub.channel().asked())
                .hasSize(pages)
                .allSatisfy(asked -> NotifyActs.authorised(hub, asked))
                .extracting(PullActs::question)
                .as("the second page is asked for, and not the first again")
                .doesNotHaveDuplicates();
        assertThat(hub.arrivals()).extracting(Arrival::orderKey).containsExactlyElementsOf(keys);
        assertThat(hub.arrivals()).allSatisfy(event -> {
            assertThat(event.kind()).isEqualTo("order");
            assertThat(event.source()).isEqualTo("poll");
            assertThat(event.shape()).isEqualTo(recipe.shape());
        });
        assertThat(hub.hub.accounts.polledThrough(ContractHub.ACCOUNT)).isNotEmpty();
    }

    private static String question(Asked asked) {
        return asked.method() + " " + asked.uri() + " " + asked.text();
    }

    /** Lays out a page, which says whether there is another. */
    private static JsonNode page(ContractHub hub, boolean more) {
        Paging paging = hub.recipe().list().paging();
        JsonNode answer = hub.files.listed().deepCopy();
        Map<String, String> headers = Map.of();
        if (paging instanceof Paging.Cursor cursor) {
            ChannelFiles.set(answer, cursor.next(), more ? TextNode.valueOf("further") : NullNode.getInstance());
            if (!cursor.more().isEmpty()) {
                ChannelFiles.set(answer, cursor.more(), BooleanNode.valueOf(more));
            }
        } else if (paging instanceof Paging.Numbered numbered) {
            headers = Map.of(numbered.total(), "2");
        } else if (paging instanceof Paging.Offset offset) {
            ArrayNode listed = (ArrayNode) answer.at(hub.recipe().list().orders());
            headers = Map.of(offset.total(), Integer.toString(listed.size() + (more ? 1 : 0)));
            while (!more && listed.size() > 1) {
                // only the last order of the page before: the other one has left the list
                listed.remove(0);
            }
        }
        hub.channel().text(200, "application/json", answer.toString(), headers);
        return answer;
    }

    private static void begins(ContractHub hub, String what) {
        hub.hub.watch().until(hub.patience, () -> hub.hub.readings.contains(what + " " + ContractHub.ACCOUNT));
    }
}
