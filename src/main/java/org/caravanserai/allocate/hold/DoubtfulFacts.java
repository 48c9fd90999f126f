package org.caravanserai.allocate.hold;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.caravanserai.allocate.batch.Round;
import org.caravanserai.base.Json;
import org.caravanserai.order.HoldStep;
import org.caravanserai.order.WorkingOrder;

/**
 * The mapping could not believe something that decides what is sent ({@code problems} of order.v1): one hold per code, until the
 * channel states it better or a person lets the order go.
 */
public final class DoubtfulFacts implements HoldRule {

    static final String SOURCE = "problems";

    /** A line that another fulfilment service sends; loosened by whoever is that service. */
    static final String OTHER_SERVICE = "fulfilment.other_service";

    private final HoldSettings settings;

    public DoubtfulFacts(HoldSettings settings) {
        this.settings = settings;
    }

    @Override
    public Decision prepare(Round round) {
        return this::decide;
    }

    private void decide(WorkingOrder order) {
        order.statement().ifPresent(stated -> {
            Map<String, String> problems = new LinkedHashMap<>();
            Map<String, String> pointers = new LinkedHashMap<>();
            stated.document().path("problems").forEach(one -> {
                String code = one.path("code").asText();
                problems.merge(code, words(one), (first, next) -> first + "; " + next);
                pointers.putIfAbsent(code, one.path("pointer").asText(""));
            });
            problems.keySet().stream().filter(settings::loosens).forEach(order.alerts()::raise);
            problems.keySet().removeIf(settings::loosens);
            order.holds()
                    .open()
                    .filter(one -> one.source().equals(SOURCE) && !problems.containsKey(one.cause()))
                    .toList()
                    .forEach(one -> order.holds().end(one, "hub"));
            problems.forEach((code, words) -> order.holds()
                    .place(code, HoldStep.ALLOCATE, SOURCE, null, "Order " + order.number() + ": " + words)
                    .with(evidence(pointers.get(code))));
        });
    }

    private static String evidence(String pointer) {
        return pointer.isEmpty() ? "{}" : Json.text(Map.of("pointer", pointer));
    }

    private static String words(JsonNode problem) {
        String pointer = problem.path("pointer").asText("");
        return problem.path("detail").asText() + (pointer.isEmpty() ? "" : " (" + pointer + ")");
    }
}
