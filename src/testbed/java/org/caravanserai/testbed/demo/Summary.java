package org.caravanserai.testbed.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.caravanserai.testbed.oracle.ChannelFigures;
import org.caravanserai.testbed.oracle.ChannelFigures.Quantiles;
import org.caravanserai.testbed.oracle.Finding;
import org.caravanserai.testbed.oracle.Verdict;
import org.caravanserai.testbed.oracle.Verdict.OpenCase;

/** The table at the end, one column per channel, and the oracle's verdict in sentences. */
final class Summary {

    /** So many findings of one kind are shown. */
    private static final int EXAMPLES = 3;

    private static final String ROW = "  %-34s";
    private static final String CELL = "%16s";

    private static final Map<String, String> DEEDS = Map.ofEntries(
            Map.entry("fulfil", "sent by hand"),
            Map.entry("unfulfil", "taken back"),
            Map.entry("refund", "refunded"),
            Map.entry("cancel", "cancelled"),
            Map.entry("revive", "revived"),
            Map.entry("delete", "deleted"),
            Map.entry("move", "another address"),
            Map.entry("resize", "other quantities"),
            Map.entry("hold", "put on hold"),
            Map.entry("release", "released from hold"),
            Map.entry("misdate", "dated ahead"),
            Map.entry("phone", "cancelled at the hub by phone"));

    private final PrintWriter out;

    Summary(PrintWriter out) {
        this.out = out;
    }

    void print(Verdict verdict) {
        List<ChannelFigures> figures = verdict.figures();
        out.println();
        row("", figures, ChannelFigures::channel, figures.size() > 1 ? "all" : null);
        count("orders sent", figures, ChannelFigures::sent);
        count("accepted", figures, ChannelFigures::accepted);
        count("  found by asking the channel", figures, ChannelFigures::found);
        count("duplicate deliveries", figures, ChannelFigures::duplicate);
        count("stale or same", figures, ChannelFigures::stale);
        count("allocated", figures, ChannelFigures::allocated);
        count("  over two locations", figures, ChannelFigures::split);
        count("excepted", figures, ChannelFigures::excepted);
        count("shipped", figures, ChannelFigures::shipped);
        count("channel told", figures, ChannelFigures::told);
        count("calls failed on purpose", figures, ChannelFigures::broken);
        row("intake p50/p99", figures, one -> quantiles(one.intake()), null);
        row("order to tracking at channel p50/p99", figures, one -> quantiles(one.endToEnd()), null);
        row("oldest waiting", figures, one -> one.oldestWaiting().isZero() ? "-" : time(one.oldestWaiting()), null);
        count("sold by channels beyond stock", figures, ChannelFigures::oversold);
        count("promised twice by the hub", figures, ChannelFigures::promisedTwice);
        out.println();
        people(verdict);
        cases(verdict);
        verdict(verdict);
        out.flush();
    }

    private void people(Verdict verdict) {
        if (verdict.seen().isEmpty()) {
            return;
        }
        out.println("what people did:");
        for (Verdict.Seen seen : verdict.seen()) {
            row(
                    "  " + DEEDS.getOrDefault(seen.act(), seen.act()),
                    verdict.figures(),
                    one -> Integer.toString(of(seen, one.channel()).size()),
                    verdict.figures().size() > 1
                            ? Integer.toString(seen.orders().values().stream()
                                    .mapToInt(List::size)
                                    .sum())
                            : null);
            out.println("      "
                    + verdict.figures().stream()
                            .flatMap(one -> of(seen, one.channel()).stream().limit(EXAMPLES))
                            .collect(Collectors.joining(" ")));
        }
        out.println();
    }

    private static List<String> of(Verdict.Seen seen, String channel) {
        return seen.orders().getOrDefault(channel, List.of());
    }

    private void cases(Verdict verdict) {
        if (verdict.cases().isEmpty()) {
            return;
        }
        out.println("open cases: " + verdict.cases().size());
        Map<String, List<OpenCase>> byCode = verdict.cases().stream()
                .collect(Collectors.groupingBy(OpenCase::code, LinkedHashMap::new, Collectors.toList()));
        byCode.forEach((code, all) -> {
            out.println("  " + code + " (" + all.size() + ")");
            all.stream()
                    .limit(EXAMPLES)
                    .forEach(one ->
                            out.println("      " + (one.about().isEmpty() ? "" : one.about() + ": ") + one.summary()));
        });
        out.println();
    }

    private void verdict(Verdict verdict) {
        if (verdict.good()) {
            out.println("oracle: every one of " + verdict.orders()
                    + " orders is accounted for; nothing lost, nothing doubled, nothing promised twice");
            return;
        }
        out.println("oracle: " + verdict.findings().size() + " fault"
                + (verdict.findings().size() == 1 ? "" : "s") + " found");
        for (Map.Entry<String, Integer> kind : verdict.counts().entrySet()) {
            List<Finding> found = verdict.findings().stream()
                    .filter(one -> one.code().equals(kind.getKey()))
                    .toList();
            out.println("  " + kind.getKey() + " (" + kind.getValue() + "): "
                    + found.get(0).sentence());
            found.stream().limit(EXAMPLES).forEach(one -> out.println("      " + one.evidence()));
        }
    }

    private void count(String name, List<ChannelFigures> figures, ToIntFunction<ChannelFigures> value) {
        row(
                name,
                figures,
                one -> Integer.toString(value.applyAsInt(one)),
                figures.size() > 1
                        ? Integer.toString(figures.stream().mapToInt(value).sum())
                        : null);
    }

    private void row(String name, List<ChannelFigures> figures, Function<ChannelFigures, String> value, String all) {
        out.printf(ROW, name);
        figures.forEach(one -> out.printf(CELL, value.apply(one)));
        out.println(all == null ? "" : String.format(CELL, all));
    }

    private static String quantiles(Quantiles quantiles) {
        return time(quantiles.p50()) + "/" + time(quantiles.p99());
    }

    private static String time(Duration time) {
        return time.toMillis() < 1000 ? time.toMillis() + " ms" : String.format("%.1f s", time.toMillis() / 1000.0);
    }
}
