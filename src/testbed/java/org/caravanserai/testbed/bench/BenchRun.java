package org.caravanserai.testbed.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/** The order of things: warm, then side by side, round by round, then ask the oracle. */
final class BenchRun {

    private static final double BARE_BATCHED_AT_LEAST = 5_000;
    private static final double BARE_SINGLE_AT_LEAST = 1_000;

    private final Bench bench;
    private final BenchSizes sizes;
    private final Set<String> only;
    private final int fixedRate;
    private final Consumer<String> out;
    private final BenchReport report = new BenchReport();

    /** @param rate of R4 in orders per second, 0: half of saturation */
    BenchRun(Bench bench, BenchSizes sizes, Set<String> only, int rate, Consumer<String> out) {
        this.bench = bench;
        this.sizes = sizes;
        this.only = only;
        this.fixedRate = rate;
        this.out = out;
    }

    BenchReport run() {
        Oracle oracle = new Oracle(bench.hub());
        double jit = bench.warmHub(sizes);
        report.note(
                "warm-up",
                String.format(
                        Locale.ROOT,
                        "the hub's compilers used %.1f us per order in its last chunk (quiet: under 5)",
                        jit));
        List<Cost> hub = new ArrayList<>();
        if (wants("R1") || wants("R2")) {
            throughput(hub);
            oracle.bare();
        } else {
            for (int i = 0; i < sizes.rounds(); i++) {
                hub.add(hubRound());
            }
        }
        report.side("hub end to end", hub);
        oracle.hub(bench.expected());
        if (wants("R3")) {
            intake();
            oracle.hub(bench.expected());
        }
        if (wants("R4")) {
            latency(Figures.of(hub, Cost::rate).median());
            oracle.hub(bench.expected());
        }
        oracle.trail();
        report.oracle(oracle.rowsPerOrder(), oracle.problems());
        return report;
    }

    private boolean wants(String id) {
        return only.isEmpty() || only.contains(id);
    }

    private Cost hubRound() {
        Cost cost = bench.hubRound(sizes.orders());
        say("hub", cost, cost.endToEnd());
        return cost;
    }

    private void say(String side, Cost cost, double micros) {
        out.accept(String.format(
                Locale.ROOT,
                "  %-28s %6.0f orders/s, %5.0f us/order (hub %.0f, PostgreSQL %.0f, client %.0f)",
                side,
                cost.rate(),
                micros,
                cost.hub(),
                cost.postgres(),
                cost.other()));
    }

    private void throughput(List<Cost> hub) {
        bench.startBare();
        bench.warmBare(sizes, 50, 2);
        if (wants("R2")) {
            bench.warmBare(sizes, 1, 8);
        }
        List<Cost> batched = new ArrayList<>();
        List<Cost> single = new ArrayList<>();
        for (int i = 0; i < sizes.rounds(); i++) {
            hub.add(hubRound());
            if (wants("R1")) {
                batched.add(bench.bareRound(50, 2, sizes.bareOrders()));
                say("baseline, 50 per statement", batched.get(i), batched.get(i).bare());
            }
            if (wants("R2")) {
                single.add(bench.bareRound(1, 8, sizes.singleOrders()));
                say("baseline, one by one", single.get(i), single.get(i).bare());
            }
        }
        if (wants("R1")) {
            report.ratio(ratio(
                    "R1",
                    "baseline 50 per statement / hub, CPU per order",
                    batched,
                    hub,
                    0.5,
                    0.3,
                    BARE_BATCHED_AT_LEAST));
            report.side("baseline 50 per statement", batched);
        }
        if (wants("R2")) {
            report.ratio(
                    ratio("R2", "baseline one by one / hub, CPU per order", single, hub, 3, 1.8, BARE_SINGLE_AT_LEAST));
            report.side("baseline one by one", single);
        }
    }

    private static Ratio ratio(
            String id, String what, List<Cost> bare, List<Cost> hub, double goal, double floor, double atLeast) {
        double rate = Figures.of(bare, Cost::rate).median();
        String sides = String.format(
                Locale.ROOT,
                "%.0f us (%.0f orders/s) / %.0f us (%.0f orders/s)",
                Figures.of(bare, Cost::bare).median(),
                rate,
                Figures.of(hub, Cost::endToEnd).median(),
                Figures.of(hub, Cost::rate).median());
        return new Ratio(
                id,
                what,
                pairwise(bare, Cost::bare, hub, Cost::endToEnd),
                "",
                goal,
                floor,
                true,
                sides,
                rate < atLeast
                        ? String.format(
                                Locale.ROOT,
                                "the baseline made %.0f orders/s, at least %.0f are asked for",
                                rate,
                                atLeast)
                        : "");
    }

    /** The ratio round by round: neighbours had the same machine. */
    private static Figures pairwise(
            List<Cost> above, ToDoubleFunction<Cost> first, List<Cost> below, ToDoubleFunction<Cost> second) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < Math.min(above.size(), below.size()); i++) {
            ratios.add(first.applyAsDouble(above.get(i)) / second.applyAsDouble(below.get(i)));
        }
        return Figures.of(ratios, Double::doubleValue);
    }

    private void intake() {
        List<Cost> intake = new ArrayList<>();
        List<Cost> nothing = new ArrayList<>();
        try (HubJmx jmx = new HubJmx(bench.hub().pid())) {
            jmx.restWorkers();
            bench.noOpRound(sizes.requests());
            bench.intakeRound(sizes.requests());
            for (int i = 0; i < sizes.rounds(); i++) {
                intake.add(bench.intakeRound(sizes.requests()));
                say("intake", intake.get(i), intake.get(i).endToEnd());
                nothing.add(bench.noOpRound(sizes.requests()));
                say("Jetty doing nothing", nothing.get(i), nothing.get(i).other());
            }
            long waiting = (long) sizes.requests() * (sizes.rounds() + 1);
            report.note(
                    "drain",
                    String.format(
                            Locale.ROOT,
                            "%d waiting events were worked on at %.0f/s",
                            waiting,
                            bench.drain(jmx, waiting)));
        }
        String sides = String.format(
                Locale.ROOT,
                "%.0f/s / %.0f/s; by CPU %.0f us / %.0f us per request",
                Figures.of(intake, Cost::rate).median(),
                Figures.of(nothing, Cost::rate).median(),
                Figures.of(nothing, Cost::other).median(),
                Figures.of(intake, Cost::endToEnd).median());
        report.ratio(new Ratio(
                "R3",
                "accepted webhooks/s / requests/s of an idle Jetty",
                pairwise(intake, Cost::rate, nothing, Cost::rate),
                "",
                0.2,
                0.12,
                true,
                sides,
                ""));
        report.side("intake alone", intake);
        report.side("Jetty doing nothing (client)", nothing);
    }

    private void latency(double saturation) {
        int rate = fixedRate > 0 ? fixedRate : Math.max(10, (int) (saturation / 2));
        bench.openRound(rate, Math.max(2, sizes.openSeconds() / 2));
        List<LatencyRound> rounds = new ArrayList<>();
        for (int i = 0; i < sizes.rounds(); i++) {
            LatencyRound round = bench.openRound(rate, sizes.openSeconds());
            out.accept(String.format(
                    Locale.ROOT,
                    "  %d/s: answer p50 %.1f p99 %.1f ms, allocated p50 %.1f p99 %.1f most %.1f ms, %.0f us/order",
                    rate,
                    round.answerP50(),
                    round.answerP99(),
                    round.allocatedP50(),
                    round.allocatedP99(),
                    round.allocatedMax(),
                    round.cost().endToEnd()));
            rounds.add(round);
        }
        String at = String.format(
                Locale.ROOT,
                "at %d/s, saturated %.0f/s; p50 %.1f ms",
                rate,
                saturation,
                Figures.of(rounds, LatencyRound::answerP50).median());
        report.ratio(new Ratio(
                "R4a",
                "p99 of the webhook's answer",
                Figures.of(rounds, LatencyRound::answerP99),
                " ms",
                25,
                50,
                false,
                at,
                ""));
        String allocated = String.format(
                Locale.ROOT,
                "p50 %.1f ms, most %.1f ms",
                Figures.of(rounds, LatencyRound::allocatedP50).median(),
                Figures.of(rounds, LatencyRound::allocatedMax).median());
        report.ratio(new Ratio(
                "R4b",
                "p99 webhook -> order allocated",
                Figures.of(rounds, LatencyRound::allocatedP99),
                " ms",
                100,
                500,
                false,
                allocated,
                ""));
        report.side(
                "hub at half of saturation",
                rounds.stream().map(LatencyRound::cost).toList());
    }
}
