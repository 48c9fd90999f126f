package org.caravanserai.allocate.life;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.fulfil.TimerSweep;
import org.caravanserai.inbox.EventKind;
import org.caravanserai.inbox.EventSource;
import org.caravanserai.inbox.NewEvent;
import org.caravanserai.testing.ProcessingHub;

/**
 * Plays many stories at once on one hub, wave by wave: in each wave every order takes one step. They share nothing but the
 * clock and shelves that are full or empty for ever, so that each goes as it would alone.
 */
final class Play implements AutoCloseable {

    /** Waves after which something that is not at rest never will be. */
    private static final int MOST_WAVES = 70;

    private static final Duration WAVE = Duration.ofSeconds(20);
    private static final Duration LATE_WAVE = Duration.ofMinutes(4);
    private static final int WAREHOUSE = 2;

    /** How a story ended. @param faults what is wrong, empty when nothing is */
    record Ending(Story story, List<String> faults, String scene, int alarms) {}

    private final ProcessingHub hub = new ProcessingHub(Path.of("routes"), 2).patience(Duration.ofMinutes(2));
    private final HubReader reader = new HubReader(hub);
    private final Map<Dialect, Paper> papers = new EnumMap<>(Dialect.class);
    private final Map<String, Integer> accounts;
    private final Network network;
    private final TimerSweep timers;
    private int orders;
    private int waves;
    private int keys;

    Play() {
        accounts = Map.of(
                "shopify", hub.connect("shopify", "main"),
                "woocommerce", hub.connect("woocommerce", "main"),
                "amazon", hub.connect("amazon", "main"));
        hub.location("MAIN", 1);
        hub.location("EAST", 2);
        hub.stock("MUG", "MAIN", 10_000_000);
        hub.stock("CUP", "EAST", 10_000_000);
        hub.stock("NIL", "MAIN", 0);
        for (Dialect dialect : Dialect.values()) {
            papers.put(dialect, Paper.of(dialect));
        }
        network = new Network(hub);
        timers = new TimerSweep(
                hub.sql(),
                hub.inbox(),
                hub.clock(),
                hub.sql()
                        .sql("select min(id) from account where channel = 'hub'")
                        .query(Integer.class)
                        .single());
    }

    List<Ending> play(List<Story> stories) {
        List<Life> lives = new ArrayList<>();
        for (Story story : stories) {
            lives.add(new Life(story, Integer.toString(100_000_000 + ++orders), now()));
        }
        List<String> ids = lives.stream().map(life -> life.orderId).toList();
        for (int wave = 0; wave < MOST_WAVES && !lives.stream().allMatch(Life::atRest); wave++) {
            boolean late = lives.stream().allMatch(life -> life.settling());
            hub.clock().move(late ? LATE_WAVE : WAVE);
            wave(lives, reader.read(ids));
            waves++;
        }
        Map<String, HubView> end = reader.read(ids);
        List<Ending> endings = new ArrayList<>();
        for (Life life : lives) {
            HubView view = end.get(life.orderId);
            endings.add(new Ending(
                    life.story,
                    Judge.faults(life, view),
                    life + "\n  hub " + view,
                    view.alarms().size()));
        }
        return endings;
    }

    private Instant now() {
        return hub.clock().instant().truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
    }

    private void wave(List<Life> lives, Map<String, HubView> views) {
        List<NewEvent> events = new ArrayList<>();
        List<Long> released = new ArrayList<>();
        for (Life life : lives) {
            HubView view = views.get(life.orderId);
            boolean called = !life.made.isEmpty();
            life.go(view, now());
            if (!called && !life.made.isEmpty()) {
                network.begun(life.made.get(0).call());
            }
            life.outcomes()
                    .forEach(made -> events.add(network.ended(
                            accounts.get(life.story.dialect().channel()), life.orderId, view.orderId, made)));
            life.arrived(now()).forEach(letter -> events.add(event(life, letter)));
            if (life.take != null) {
                events.add(take(life, view));
            }
            life.mail().forEach(mail -> events.add(event(mail)));
            network.fetched(view.fetches);
            if (life.releases && view.orderId > 0) {
                released.add(view.orderId);
            }
        }
        network.flush();
        network.release(released);
        if (!events.isEmpty()) {
            hub.inbox().storeAll(events);
        }
        timers.sweep();
        hub.awaitQuiet();
    }

    private NewEvent event(Life life, Life.Letter letter) {
        Paper.Written written = papers.get(life.story.dialect()).write(life.orderId, letter.said(), letter.polled());
        EventSource source = letter.fetchedFor() != null
                ? EventSource.FETCH
                : letter.polled() ? EventSource.POLL : EventSource.WEBHOOK;
        return event(
                accounts.get(life.story.dialect().channel()),
                EventKind.ORDER,
                source,
                written.shape(),
                life.orderId,
                letter.polled() ? Map.of(HubHeaders.ASKED_AT, letter.askedAt().toString()) : Map.of(),
                written.body(),
                letter.fetchedFor());
    }

    private NewEvent take(Life life, HubView view) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("schema", "cancellation.v1")
                .put("reference", "take-" + ++keys)
                .put("reason", "other")
                .put("by", "seller")
                .put("at", now().toString());
        body.putObject("order").put("hubOrderId", Long.toString(view.orderId));
        body.putArray("lines")
                .addObject()
                .put("line", 1 + life.take.a() % Math.max(1, view.lineByNo.size()))
                .put("quantity", 1 + life.take.b() % 2);
        return event(1, EventKind.CANCEL, EventSource.API, "", life.orderId, Map.of(), body, null);
    }

    private NewEvent event(Depot.Mail mail) {
        return event(
                WAREHOUSE,
                EventKind.of(mail.kind()),
                EventSource.JMS,
                "",
                Long.toString(mail.group()),
                Map.of(),
                mail.body(),
                null);
    }

    private NewEvent event(
            int account,
            EventKind kind,
            EventSource source,
            String shape,
            String key,
            Map<String, String> headers,
            JsonNode body,
            Long parent) {
        return new NewEvent(
                account,
                kind,
                source,
                "",
                shape,
                key,
                ("life-" + ++keys).getBytes(StandardCharsets.UTF_8),
                headers,
                (body == null ? JsonNodeFactory.instance.objectNode() : body)
                        .toString()
                        .getBytes(StandardCharsets.UTF_8),
                false,
                parent);
    }

    int waves() {
        return waves;
    }

    /** What must hold of the hub as a whole, whatever was played. */
    void checkBooks() {
        network.release(hub.sql().sql("select id from orders").query(Long.class).list());
        org.caravanserai.testing.StockOracle.check(hub.sql());
        org.caravanserai.testbed.oracle.DatabaseRules.check(
                hub.database().dataSource(), hub.clock().instant());
        org.assertj.core.api.Assertions.assertThat(hub.sql()
                        .sql(
                                "select code || ' ' || summary || ' ' || evidence from exception_case where order_id is null limit 5")
                        .query(String.class)
                        .list())
                .as("events the hub could not work on")
                .isEmpty();
    }

    @Override
    public void close() {
        hub.close();
    }
}
