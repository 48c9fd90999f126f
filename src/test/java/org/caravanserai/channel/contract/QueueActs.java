package org.caravanserai.channel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import org.caravanserai.channel.recipe.EventRecipe;
import org.caravanserai.channel.recipe.ShapeRecipe;

/** What a channel puts on a queue is stored, and only then deleted there. */
final class QueueActs {

    private QueueActs() {}

    static List<Act> of(ChannelFiles files) {
        List<Act> acts = new ArrayList<>();
        List<JsonNode> bodies = bodies(files);
        for (JsonNode body : bodies) {
            acts.add(new Act("queue", "queued event " + topic(files, body), hub -> stored(hub, body)));
        }
        acts.add(new Act(
                "queue uncommitted", "a message that could not be stored stays", hub -> stays(hub, bodies.get(0))));
        acts.add(new Act("queue unlisted", "a message of an unlisted topic is kept for people", hub -> {
            JsonNode body = bodies.get(0).deepCopy();
            ChannelFiles.set(body, files.recipe().events().topic().name(), TextNode.valueOf("nobodys-topic"));
            put(hub, body);
            assertThat(hub.arrivals())
                    .singleElement()
                    .satisfies(event -> assertThat(event.kind()).isEqualTo(Arrival.UNRECOGNISED));
        }));
        return acts;
    }

    /** The samples of what is queued: {@code samples/event.<shape>.json} of every shape among the topics. */
    static List<JsonNode> bodies(ChannelFiles files) {
        List<JsonNode> bodies = files.recipe().events().topics().values().stream()
                .map(EventRecipe.TopicRecipe::shape)
                .filter(shape -> !shape.isEmpty())
                .distinct()
                .map(files::event)
                .filter(body -> body != null)
                .map(ChannelFiles::tree)
                .toList();
        assertThat(bodies).as("samples/event.<shape>.json of what is queued").isNotEmpty();
        return bodies;
    }

    private static String topic(ChannelFiles files, JsonNode body) {
        return body.at(files.recipe().events().topic().name()).asText();
    }

    private static void stored(ContractHub hub, JsonNode body) {
        EventRecipe.TopicRecipe topic = hub.recipe().events().topics().get(topic(hub.files, body));
        ShapeRecipe shape = hub.recipe().shapes().get(topic.shape());
        put(hub, body);
        assertThat(hub.arrivals()).singleElement().satisfies(event -> {
            assertThat(event.account()).isEqualTo(ContractHub.ACCOUNT);
            assertThat(event.source()).isEqualTo("queue");
            assertThat(event.kind()).isEqualTo(topic.kind());
            assertThat(event.shape()).isEqualTo(topic.shape());
            assertThat(event.orderKey()).isEqualTo(body.at(shape.order()).asText());
            assertThat(event.notificationOnly()).isEqualTo(shape.notificationOnly());
        });
    }

    private static void stays(ContractHub hub, JsonNode body) {
        hub.hub.stored.clear();
        hub.hub.storeAway = true;
        int before = hub.queue.received();
        int deleted = hub.queue.deleted().size();
        hub.queue.put(body.toString());
        hub.hub.watch().until(hub.patience, () -> hub.queue.received() == before + 1);
        int looks = hub.queue.looks();
        hub.hub.watch().until(hub.patience, () -> hub.queue.looks() > looks + 1);
        assertThat(hub.queue.deleted()).as("not yet committed").hasSize(deleted);
        hub.hub.storeAway = false;
        hub.queue.showHiddenAgain();
        hub.hub.watch().until(hub.patience, () -> hub.queue.deleted().size() == deleted + 1);
        assertThat(hub.arrivals()).hasSize(1);
    }

    private static void put(ContractHub hub, JsonNode body) {
        hub.hub.stored.clear();
        int deleted = hub.queue.deleted().size();
        hub.queue.put(body.toString());
        hub.hub.watch().until(hub.patience, () -> hub.queue.deleted().size() == deleted + 1);
    }
}
