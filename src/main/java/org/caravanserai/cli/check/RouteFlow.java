package org.caravanserai.cli.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.caravanserai.cli.check.RouteFile.RouteEntry;

/** Goes through a route step by step and says of each what Java it calls and what it leaves as body and headers. */
final class RouteFlow {

    private static final Set<String> SENDERS = Set.of("to", "toD", "wireTap", "enrich", "pollEnrich");

    /**
     * A step.
     *
     * @param depth how many steps it stands in
     * @param java class and method; empty when it calls none
     * @param body types of the body behind it
     * @param change what it does to headers and properties; mostly empty
     */
    record StepRow(int depth, String id, String kind, String java, Set<String> body, String change) {}

    private final StepJava java;
    private final Function<String, Set<String>> answers;
    private final Map<String, Set<String>> calls;
    private final List<StepRow> rows = new ArrayList<>();

    /**
     * @param answers what the route behind {@code direct:name} leaves as the body; empty when that is not known
     * @param calls takes up with which body {@code direct:name} is called
     */
    RouteFlow(StepJava java, Function<String, Set<String>> answers, Map<String, Set<String>> calls) {
        this.java = java;
        this.answers = answers;
        this.calls = calls;
    }

    /** @param begin types of the body with which the route begins */
    List<StepRow> rows(RouteEntry entry, Set<String> begin) {
        steps(entry.route().path("from").path("steps"), 0, begin);
        entry.route()
                .path("onException")
                .forEach(one -> branch("onException", one.path("onException"), 0, Set.of("as it was when it failed")));
        return rows;
    }

    private Set<String> steps(JsonNode steps, int depth, Set<String> begin) {
        Set<String> body = begin;
        for (JsonNode one : steps) {
            Map.Entry<String, JsonNode> step = one.fields().next();
            body = step(step.getKey(), step.getValue(), depth, body);
        }
        return body;
    }

    private Set<String> step(String kind, JsonNode step, int depth, Set<String> before) {
        return switch (kind) {
            case "choice" -> choice(step, depth, before);
            case "doTry" -> attempt(step, depth, before);
            case "split" -> split(step, depth, before);
            case "loop", "filter" -> {
                add(depth, kind, step, java.expression(step), before, "");
                Set<String> inner = steps(step.path("steps"), depth + 1, before);
                yield kind.equals("filter") ? either(before, inner) : inner;
            }
            default -> plain(kind, step, depth, before);
        };
    }

    private Set<String> plain(String kind, JsonNode step, int depth, Set<String> before) {
        Method method = kind.equals("bean") ? java.method(step) : null;
        Set<String> after = before;
        String change = "";
        if (method != null) {
            after = StepJava.body(method, before);
            change = StepJava.change(method);
        } else if (SENDERS.contains(kind)) {
            after = sent(step.path("uri").asText(""), before);
        } else if (kind.equals("setBody")) {
            after = Set.of(resultType(step));
        } else if (kind.equals("setHeader")) {
            change = "+ " + step.path("name").asText();
        } else if (kind.equals("setProperty")) {
            change = "+ property " + step.path("name").asText();
        } else if (kind.equals("removeHeaders")) {
            change = step.has("excludePattern")
                    ? "only " + step.path("excludePattern").asText().replace("|", ", ")
                    : "none";
        }
        add(depth, kind, step, method == null ? "" : java.name(method, step), after, change);
        return after;
    }

    private Set<String> sent(String uri, Set<String> before) {
        if (uri.startsWith("direct:")) {
            String name = uri.substring("direct:".length()).replaceFirst("\\?.*", "");
            calls.computeIfAbsent(name, key -> new TreeSet<>()).addAll(before);
            Set<String> answer = answers.apply(name);
            return answer.isEmpty() ? before : answer;
        }
        return uri.startsWith("http:") ? Set.of("InputStream") : before;
    }

    private static String resultType(JsonNode step) {
        String type = step.path("expression").findPath("resultType").asText("value of the expression");
        return type.substring(type.lastIndexOf('.') + 1);
    }

    private Set<String> choice(JsonNode step, int depth, Set<String> before) {
        add(depth, "choice", step, "", before, "");
        Set<String> after = new TreeSet<>();
        for (JsonNode when : step.path("when")) {
            after.addAll(branch("when", when, depth, before));
        }
        after.addAll(step.has("otherwise") ? branch("otherwise", step.path("otherwise"), depth, before) : before);
        return after;
    }

    private Set<String> attempt(JsonNode step, int depth, Set<String> before) {
        add(depth, "doTry", step, "", before, "");
        Set<String> after = new TreeSet<>(steps(step.path("steps"), depth + 1, before));
        for (JsonNode one : step.path("doCatch")) {
            after.addAll(branch("doCatch", one, depth, Set.of("as it was when it failed")));
        }
        return after;
    }

    private Set<String> branch(String kind, JsonNode branch, int depth, Set<String> before) {
        add(depth + 1, kind, branch, java.expression(branch), before, "");
        return steps(branch.path("steps"), depth + 2, before);
    }

    private Set<String> split(JsonNode step, int depth, Set<String> before) {
        add(depth, "split", step, java.expression(step), before, "");
        steps(step.path("steps"), depth + 1, java.elements(step, before));
        String gathers = step.path("aggregationStrategy").asText("");
        return gathers.isEmpty() ? before : java.gathered(gathers, before);
    }

    private void add(int depth, String kind, JsonNode step, String called, Set<String> body, String change) {
        rows.add(new StepRow(depth, step.path("id").asText(""), kind, called, body, change));
    }

    private static Set<String> either(Set<String> one, Set<String> other) {
        Set<String> both = new TreeSet<>(one);
        both.addAll(other);
        return both;
    }
}
