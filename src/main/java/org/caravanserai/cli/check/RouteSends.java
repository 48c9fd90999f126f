package org.caravanserai.cli.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.cli.check.RouteFile.RouteEntry;
import org.caravanserai.cli.check.RouteFile.Step;

/** Every {@code outbox:send} stands where its message is written: in its route, and before the batch is stored. */
final class RouteSends {

    private static final String SEND = "outbox:send";
    private static final String DIRECT = "direct:";
    private static final String STORE = "storeBatch";

    private final Findings findings;
    private final Map<String, RouteEntry> readers = new HashMap<>();

    RouteSends(Findings findings) {
        this.findings = findings;
    }

    void check(List<RouteFile> files) {
        files.forEach(file -> file.entries().forEach(entry -> {
            String from = entry.route().path("from").path("uri").asText("");
            if (from.startsWith(DIRECT)) {
                readers.put(name(from), entry);
            }
        }));
        files.forEach(file -> file.entries().forEach(entry -> check(file, entry)));
    }

    private void check(RouteFile file, RouteEntry entry) {
        for (Step send : entry.steps()) {
            if (!uri(send).startsWith(SEND)) {
                continue;
            }
            if (send.kind().equals("wireTap")) {
                say(
                        file,
                        send,
                        "outbox:send behind wireTap runs beside its route, where nobody writes its message; make it a step"
                                + " 'to' of the route itself");
            }
            entry.steps().stream()
                    .takeWhile(before -> before != send)
                    .filter(before -> stores(before, new HashSet<>()) && isBehind(send, before))
                    .findFirst()
                    .ifPresent(store -> say(
                            file,
                            send,
                            "outbox:send stands behind "
                                    + store.body().path("id").asText(STORE)
                                    + ", where nothing is written any more; put it before that step"));
        }
    }

    /** Whether the batch is stored when the step is over. */
    private boolean stores(Step step, Set<String> seen) {
        if (step.kind().equals("bean")) {
            return step.body().path("ref").asText("").equals(STORE);
        }
        String target = uri(step);
        return step.kind().equals("to")
                && target.startsWith(DIRECT)
                && seen.add(name(target))
                && readers.containsKey(name(target))
                && readers.get(name(target)).steps().stream().anyMatch(inner -> stores(inner, seen));
    }

    /** Whether the later one comes after the other one, and not instead of it, as in another branch. */
    private static boolean isBehind(Step later, Step earlier) {
        String[] one = later.pointer().split("/");
        String[] other = earlier.pointer().split("/");
        int same = 0;
        while (same < Math.min(one.length, other.length) && one[same].equals(other[same])) {
            same++;
        }
        return one[same - 1].equals("steps");
    }

    private static String uri(Step step) {
        return step.body().isTextual()
                ? step.body().asText()
                : step.body().path("uri").asText("");
    }

    private static String name(String direct) {
        return direct.substring(DIRECT.length()).replaceFirst("\\?.*", "");
    }

    private void say(RouteFile file, Step step, String what) {
        String uri = step.pointer() + "/uri";
        findings.add(file.path(), file.line(step.body().isTextual() ? step.pointer() : uri), what);
    }
}
