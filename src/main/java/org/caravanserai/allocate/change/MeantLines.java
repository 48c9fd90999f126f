package org.caravanserai.allocate.change;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;
import org.caravanserai.order.WorkingLine;
import org.caravanserai.translate.Content;

/** Which lines of an order somebody outside means: by the hub's number, the channel's id, or a SKU, which may be that of several. */
final class MeantLines {

    private MeantLines() {}

    /** The lines that are meant, in the order they came in. */
    static List<WorkingLine> of(Collection<WorkingLine> lines, Content.LineUnits said) {
        return lines.stream().filter(line -> isMeant(line, said)).toList();
    }

    /**
     * The lines that are meant, in the order in which units are to be dealt out over them: first one that needs exactly these.
     *
     * @param open units of a line that can still be taken
     */
    static List<WorkingLine> dealtOut(
            Collection<WorkingLine> lines, Content.LineUnits said, ToIntFunction<WorkingLine> open) {
        return of(lines, said).stream()
                .sorted(Comparator.comparing((WorkingLine line) -> open.applyAsInt(line) != said.quantity())
                        .thenComparingInt(WorkingLine::lineNo))
                .toList();
    }

    /** What it was called, for people. */
    static String name(Content.LineUnits said) {
        return said.line() > 0
                ? "line " + said.line()
                : !said.lineId().isEmpty() ? "line id '" + said.lineId() + "'" : "SKU '" + said.sku() + "'";
    }

    private static boolean isMeant(WorkingLine line, Content.LineUnits said) {
        if (said.line() > 0) {
            return line.lineNo() == said.line();
        }
        return !said.lineId().isEmpty()
                ? line.channelLineId().equals(said.lineId())
                : said.sku().equals(line.sku()) || said.sku().equals(line.channelSku());
    }
}
