package org.caravanserai.allocate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;
import org.caravanserai.allocate.batch.ReportSource;
import org.caravanserai.allocate.batch.Round;
import org.caravanserai.base.IdBlocks;
import org.caravanserai.base.NewCase;
import org.caravanserai.cases.CaseCode;
import org.caravanserai.inventory.RefusedLevel;
import org.caravanserai.translate.Content;
import org.caravanserai.translate.EventContext;

/**
 * What became of a stock report: the audit trail names every level that was not taken; so does one case of its source, which counts
 * reports and ends with the first that is taken whole.
 */
final class StockReports {

    /** A case must stay readable; the audit trail has all of them. */
    private static final int MOST_IN_CASE = 200;

    private static final int MOST_IN_SUMMARY = 3;

    private final IdBlocks ids;

    StockReports(IdBlocks ids) {
        this.ids = ids;
    }

    /** @param taken levels that were believed, those of an older count than the last one included */
    void tell(Round round, EventContext event, Content.Counted counted, int taken, List<RefusedLevel> refused) {
        ObjectNode outcome = JsonNodeFactory.instance
                .objectNode()
                .put("reference", counted.reference())
                .put("asOf", counted.asOf().toString())
                .put("taken", taken);
        outcome.set("refused", entries(refused));
        round.audit().add("stock.reported", event.actor(), null, event.event().id(), outcome);
        int account = event.account().id();
        round.cases().resolve(account, ReportSource.unreadable(event));
        if (refused.isEmpty()) {
            round.cases().resolve(account, ReportSource.levels(event));
        } else {
            open(round, event, counted, taken + refused.size(), refused);
        }
    }

    private void open(
            Round round, EventContext event, Content.Counted counted, int levels, List<RefusedLevel> refused) {
        List<RefusedLevel> first = refused.stream().limit(MOST_IN_CASE).toList();
        ObjectNode evidence = JsonNodeFactory.instance
                .objectNode()
                .put("reference", counted.reference())
                .put("levels", levels)
                .put("notTaken", refused.size());
        evidence.set("refused", entries(first));
        round.cases()
                .open(new NewCase(
                                ids.next(),
                                CaseCode.LEVELS_NOT_TAKEN.code(),
                                "stock",
                                event.account().id(),
                                null,
                                null,
                                event.event().id(),
                                null,
                                refused.size() + " of " + levels + " level(s) of the stock report "
                                        + counted.reference() + " from " + ReportSource.name(event)
                                        + " were not taken, the others were: " + sentences(refused),
                                evidence.toString())
                        .about(ReportSource.levels(event)));
    }

    private static String sentences(List<RefusedLevel> refused) {
        String first = refused.stream()
                .limit(MOST_IN_SUMMARY)
                .map(RefusedLevel::sentence)
                .collect(Collectors.joining("; "));
        return refused.size() <= MOST_IN_SUMMARY
                ? first
                : first + "; and " + (refused.size() - MOST_IN_SUMMARY) + " more";
    }

    private static ArrayNode entries(List<RefusedLevel> refused) {
        ArrayNode entries = JsonNodeFactory.instance.arrayNode();
        refused.forEach(one -> entries.addObject()
                .put("place", one.place())
                .put("sku", one.sku())
                .put("location", one.location())
                .put("why", one.why()));
        return entries;
    }
}
