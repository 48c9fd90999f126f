package org.caravanserai.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Waits until a hub can say what became of an event. */
final class EventWait {

    private static final Set<String> WAITING = Set.of("received", "waiting_for_fetch");
    private static final long PAUSE_MILLIS = 250;

    private final HubApi api;
    private final PrintWriter out;

    EventWait(HubApi api, PrintWriter out) {
        this.api = api;
        this.out = out;
    }

    /** Asks until it is known or the time is over, and says what it is. @return exit code */
    int print(String event, Duration most) {
        return print(event, until(event, most));
    }

    /** Asks until it is known or the time is over. @return the event */
    JsonNode until(String event, Duration most) {
        long end = System.nanoTime() + most.toNanos();
        JsonNode state = ask(event);
        while (WAITING.contains(state.path("state").asText()) && System.nanoTime() < end) {
            pause();
            state = ask(event);
        }
        return state;
    }

    private JsonNode ask(String event) {
        return api.get("/api/v1/events/" + HubApi.encode(event), Map.of());
    }

    private int print(String event, JsonNode state) {
        String word = state.path("state").asText();
        List<String> orders = new ArrayList<>();
        state.path("orderIds").forEach(one -> orders.add(one.asText()));
        StringBuilder line = new StringBuilder(word);
        if (!orders.isEmpty()) {
            line.append(", order ").append(String.join(", ", orders));
        }
        if (state.hasNonNull("reason")) {
            line.append(": ").append(state.path("reason").asText());
        }
        out.println(Table.clean(line.toString()));
        if (WAITING.contains(word)) {
            out.println("It goes on by itself; GET /api/v1/events/" + Table.clean(event) + " says what became of it.");
            return 1;
        }
        return word.equals("refused") ? 1 : 0;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RemoteException("interrupted");
        }
    }
}
