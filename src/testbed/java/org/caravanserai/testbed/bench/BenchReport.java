package org.caravanserai.testbed.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.caravanserai.base.Json;

/** What a run found: as a table for people and as JSON for programs. */
final class BenchReport {

    private final List<Ratio> ratios = new ArrayList<>();
    private final Map<String, List<Cost>> sides = new LinkedHashMap<>();
    private final Map<String, String> notes = new LinkedHashMap<>();
    private Map<String, double[]> rows = Map.of();
    private List<String> problems = List.of();

    void ratio(Ratio ratio) {
        ratios.add(ratio);
    }

    /** The rounds of one side; {@code other} is whoever drove or was it. */
    void side(String name, List<Cost> rounds) {
        sides.put(name, List.copyOf(rounds));
    }

    void note(String name, String text) {
        notes.put(name, text);
    }

    void oracle(Map<String, double[]> rowsPerOrder, List<String> found) {
        rows = rowsPerOrder;
        problems = List.copyOf(found);
    }

    boolean sound() {
        return problems.isEmpty();
    }

    void print(Consumer<String> out) {
        out.accept("");
        out.accept(String.format("%-4s %-52s %-22s %-8s %-8s %s", "", "median (least-most)", "", "goal", "floor", ""));
        for (Ratio one : ratios) {
            String bound = one.more() ? ">= " : "<= ";
            out.accept(String.format(
                    "%-4s %-52s %-22s %-8s %-8s %s",
                    one.id(),
                    one.what(),
                    one.value().text(2) + one.unit(),
                    bound + number(one.goal()),
                    bound + number(one.floor()),
                    one.verdict()));
            out.accept("     " + one.sides() + (one.doubt().isEmpty() ? "" : "; void: " + one.doubt()));
        }
        out.accept("");
        out.accept(String.format(
                "%-34s %10s %10s %10s %10s %10s   %s",
                "CPU us per order, medians", "hub", "of it JIT", "PostgreSQL", "client", "orders/s", "rounds"));
        sides.forEach((name, rounds) -> out.accept(String.format(
                "%-34s %10.0f %10.1f %10.0f %10.0f %10.0f   %s",
                name,
                Figures.of(rounds, Cost::hub).median(),
                Figures.of(rounds, Cost::jit).median(),
                Figures.of(rounds, Cost::postgres).median(),
                Figures.of(rounds, Cost::other).median(),
                Figures.of(rounds, Cost::rate).median(),
                Figures.of(rounds, Cost::rate).text(0))));
        out.accept("");
        notes.forEach((name, text) -> out.accept(name + ": " + text));
        if (!rows.isEmpty()) {
            StringBuilder line = new StringBuilder("rows per order, hub/baseline:");
            rows.forEach(
                    (table, both) -> line.append(String.format(Locale.ROOT, " %s %.2f/%.2f", table, both[0], both[1])));
            out.accept(line.toString());
        }
        out.accept(
                problems.isEmpty()
                        ? "oracle: both sides hold what they should"
                        : "oracle: " + problems.size() + " FAULTS");
        problems.forEach(problem -> out.accept("  " + problem));
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    void write(Path file) {
        ObjectNode root = Json.MAPPER.createObjectNode();
        ArrayNode list = root.putArray("ratios");
        for (Ratio one : ratios) {
            list.addObject()
                    .put("id", one.id())
                    .put("what", one.what())
                    .put("median", one.value().median())
                    .put("least", one.value().least())
                    .put("most", one.value().most())
                    .put("unit", one.unit().strip())
                    .put("goal", one.goal())
                    .put("floor", one.floor())
                    .put("moreIsBetter", one.more())
                    .put("verdict", one.verdict())
                    .put("sides", one.sides())
                    .put("void", one.doubt());
        }
        ObjectNode costs = root.putObject("sides");
        sides.forEach((name, rounds) -> {
            ArrayNode all = costs.putArray(name);
            rounds.forEach(round -> all.addObject()
                    .put("orders", round.orders())
                    .put("seconds", round.seconds())
                    .put("hubMicros", round.hub())
                    .put("jitMicros", round.jit())
                    .put("postgresMicros", round.postgres())
                    .put("otherMicros", round.other())
                    .put("rate", round.rate()));
        });
        ObjectNode said = root.putObject("notes");
        notes.forEach(said::put);
        ObjectNode table = root.putObject("rowsPerOrder");
        rows.forEach((name, both) -> table.putObject(name).put("hub", both[0]).put("baseline", both[1]));
        ArrayNode faults = root.putArray("faults");
        problems.forEach(faults::add);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
