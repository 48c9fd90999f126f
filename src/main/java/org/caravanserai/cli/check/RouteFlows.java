package org.caravanserai.cli.check;

import jakarta.jms.Message;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.component.file.GenericFile;
import org.caravanserai.base.Leaves;
import org.caravanserai.cli.check.RouteFile.RouteEntry;
import org.caravanserai.cli.check.RouteFlow.StepRow;
import org.caravanserai.inbox.InboxBatch;
import org.caravanserai.inbox.InboxEvent;
import org.caravanserai.outbox.FetchWork;
import org.caravanserai.outbox.OutboxRow;
import org.caravanserai.outbox.PollWork;
import org.caravanserai.outbox.StockWork;
import org.caravanserai.outbox.SubscriptionWork;
import org.caravanserai.outbox.camel.OutboxConsumer;

/** The steps of all routes together: what comes through {@code direct:} is what the callers send. */
final class RouteFlows {

    /** What endpoints and Java hand to a route, by the begin of the URI. */
    private static final Map<String, Class<?>> BEGINNINGS = Map.ofEntries(
            Map.entry("inbox:process", InboxBatch.class),
            Map.entry("outbox:", OutboxRow.class),
            Map.entry("outbox:fetch", FetchWork.class),
            Map.entry("outbox:poll", PollWork.class),
            Map.entry("outbox:stock", StockWork.class),
            Map.entry("outbox:subscriptions", SubscriptionWork.class),
            Map.entry("jms:", Message.class),
            Map.entry("file:", GenericFile.class),
            Map.entry("servlet:{{channel}}", byte[].class),
            Map.entry("direct:dead-letter", InboxEvent.class),
            Map.entry("direct:refresh-token", byte[].class));

    /** Calls lead through few routes: after so many rounds nothing new is learnt. */
    private static final int ROUNDS = 8;

    private final Map<RouteEntry, List<StepRow>> rows = new LinkedHashMap<>();
    private final Map<RouteEntry, Set<String>> begins = new LinkedHashMap<>();
    private final Map<String, Set<String>> calls = new TreeMap<>();

    RouteFlows(List<RouteFile> files, Map<String, Class<?>> beans) {
        List<RouteEntry> entries = files.stream()
                .flatMap(file -> file.entries().stream())
                .filter(entry -> entry.flows() || entry.is("routeConfiguration"))
                .toList();
        Map<String, Set<String>> answers = new TreeMap<>();
        for (int i = 0; i < ROUNDS; i++) {
            for (RouteEntry entry : entries) {
                Set<String> begin = begin(uri(entry));
                List<StepRow> found = new RouteFlow(
                                new StepJava(beans), name -> answers.getOrDefault(name, Set.of()), calls)
                        .rows(entry, begin);
                begins.put(entry, begin);
                rows.put(entry, found);
                if (!found.isEmpty() && uri(entry).startsWith("direct:")) {
                    answers.put(uri(entry).substring("direct:".length()), last(found));
                }
            }
        }
    }

    /** The body behind the last step of the route itself, and behind each end of its branches. */
    private static Set<String> last(List<StepRow> rows) {
        Set<String> ends = new TreeSet<>();
        for (int i = 0; i < rows.size(); i++) {
            boolean end = i == rows.size() - 1
                    || (rows.get(i + 1).depth() < rows.get(i).depth() && lastBranch(rows, i));
            if (end) {
                ends.addAll(rows.get(i).body());
            }
        }
        return ends;
    }

    /** Whether nothing but other branches of the same step comes behind this row. */
    private static boolean lastBranch(List<StepRow> rows, int at) {
        int top = 0;
        for (int i = at + 1; i < rows.size(); i++) {
            if (rows.get(i).depth() == top) {
                return false;
            }
        }
        return true;
    }

    private static String uri(RouteEntry entry) {
        return entry.route().path("from").path("uri").asText("");
    }

    private Set<String> begin(String uri) {
        Set<String> types = new TreeSet<>();
        if (uri.startsWith("direct:")) {
            types.addAll(calls.getOrDefault(uri.substring("direct:".length()), Set.of()));
        }
        BEGINNINGS.entrySet().stream()
                .filter(known -> uri.startsWith(known.getKey()))
                .max(Comparator.comparingInt(known -> known.getKey().length()))
                .ifPresent(known -> types.add(known.getValue().getSimpleName()));
        return types.isEmpty() ? Set.of("none") : types;
    }

    /** The element type of the list that a method of a route's first body gives; null when nothing is known. */
    static Class<?> elementOf(String type, String method) {
        return BEGINNINGS.values().stream()
                .filter(known -> known.getSimpleName().equals(type))
                .flatMap(known -> Arrays.stream(known.getMethods()))
                .filter(one -> one.getName().equals(method) && one.getParameterCount() == 0)
                .map(one -> StepJava.element(one.getGenericReturnType()))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** What the endpoint sets before the first step. */
    static String headers(RouteEntry entry) {
        return uri(entry).startsWith("outbox:")
                ? Arrays.stream(OutboxConsumer.class.getDeclaredMethods())
                        .filter(method -> method.isAnnotationPresent(Leaves.class))
                        .map(StepJava::change)
                        .collect(Collectors.joining("; "))
                : "";
    }

    /** Types of the body with which the route begins. */
    Set<String> begin(RouteEntry entry) {
        return begins.get(entry);
    }

    List<StepRow> rows(RouteEntry entry) {
        return rows.get(entry);
    }
}
