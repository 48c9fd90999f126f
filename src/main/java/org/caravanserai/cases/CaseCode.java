package org.caravanserai.cases;

import java.util.Map;
import java.util.TreeMap;

/**
 * Why something cannot go on: a stable code {@code category.cause}, how bad it is, and what a person can do.
 *
 * @param severity info, warning, error or critical
 */
public record CaseCode(String code, String severity, String suggestion) {

    private static final Map<String, CaseCode> KNOWN = new TreeMap<>();

    public static final CaseCode UNKNOWN_SKU = known(
            "mapping.unknown_sku",
            "error",
            "Map the channel's SKU to one of your items (PUT /api/v1/items/{sku} with this listing), then retry.");
    public static final CaseCode UNREADABLE = known(
            "mapping.unreadable",
            "error",
            "Look at the event's body and the mapping of its shape; after mending the mapping, retry.");
    public static final CaseCode UNKNOWN_CURRENCY = known(
            "mapping.unknown_currency",
            "error",
            "The channel states a currency that ISO 4217 does not know; ask the channel, then retry.");
    public static final CaseCode UNKNOWN_KIND = known(
            "intake.unknown_kind",
            "warning",
            "The hub does not know what this event is; look at its topic, and add it to the channel's recipe if it matters.");
    public static final CaseCode BAD_LINE = known(
            "intake.bad_line",
            "error",
            "Mend the line, or connect the account of its folder, and drop the file again; what was taken of it is known.");
    public static final CaseCode TEST_ORDER = known(
            "intake.test_order",
            "info",
            "The channel marked this as a test order: it is never shipped. Nothing to do.");
    public static final CaseCode NO_STOCK = known(
            "stock.short",
            "warning",
            "Receive stock or move it; allocation is tried again by itself. Retry to try at once, or cancel at the channel.");
    public static final CaseCode COUNT_BELOW_PROMISED = known(
            "stock.count_below_promised",
            "error",
            "The count is below what was already released to the warehouse. Find the units or recall the order.");
    public static final CaseCode BUYER_WANTS_CANCEL = known(
            "cancel.buyer_requested",
            "warning",
            "The buyer asked the channel to cancel. Cancel the order, or retry to ship it all the same.");
    public static final CaseCode CANCEL_AFTER_SHIPMENT = known(
            "cancel.after_shipment",
            "warning",
            "The channel cancelled after the parcel had left. Stop the parcel or expect a return.");
    public static final CaseCode CANCEL_TOO_LATE = known(
            "cancel.too_late",
            "warning",
            "The rest is at the warehouse or has left. Cancel the whole order or lower the quantity at the channel to recall it, or let it ship.");
    public static final CaseCode RECALL_REFUSED = known(
            "cancel.recall_refused",
            "warning",
            "The warehouse could not give the order back; it will ship. Tell the buyer, or stop the parcel.");
    public static final CaseCode RECALL_UNANSWERED = known(
            "cancel.recall_unanswered",
            "error",
            "Ask the warehouse what became of the recall, then confirm the shipment or the recall.");
    public static final CaseCode CHANGED_AFTER_RELEASE = known(
            "change.after_release",
            "error",
            "Ask the warehouse or the carrier to stop or redirect the parcel, or agree with the buyer; then resolve the case.");
    public static final CaseCode NOT_CONFIRMED = known(
            "3pl.not_confirmed",
            "error",
            "The warehouse has neither shipped nor refused this in time. Ask it; post the shipment if it left.");
    public static final CaseCode UNKNOWN_DISPATCH = known(
            "3pl.unknown_dispatch",
            "error",
            "The warehouse confirms something the hub never sent. Compare its reference with the order and post the shipment again.");
    public static final CaseCode OVER_SHIPPED = known(
            "3pl.over_shipped",
            "error",
            "The warehouse confirms more units than were asked for. Check the parcel; the surplus was not told to the channel.");
    public static final CaseCode UNKNOWN_PLACE = known(
            "stock.unknown_place",
            "error",
            "The report names a SKU or a location the hub does not have. Add it, then retry.");
    public static final CaseCode OUTCOME_UNKNOWN = known(
            "status-out.outcome_unknown",
            "error",
            "Nobody knows whether the channel took this. Look there; then retry or resolve.");
    public static final CaseCode REJECTED = known(
            "status-out.rejected",
            "error",
            "The channel refused what it was told. Read its answer, mend the cause, then retry.");
    public static final CaseCode KILLED_WORKER = known(
            "intake.killed_worker",
            "critical",
            "Working on this event killed the hub several times. Keep its body, tell the engineers, and retry only after a fix.");
    public static final CaseCode UNEXPECTED = known(
            "intake.unexpected",
            "error",
            "Working on this failed each time. The evidence names the error; retry after it is mended.");
    public static final CaseCode UNKNOWN_TARGET = known(
            "command.unknown_target",
            "warning",
            "The command names an order, group or case that does not exist. Check its number.");

    private static CaseCode known(String code, String severity, String suggestion) {
        CaseCode cause = new CaseCode(code, severity, suggestion);
        KNOWN.put(code, cause);
        return cause;
    }

    /** The cause with this code; one nobody registered gets a general suggestion. */
    public static CaseCode of(String code) {
        CaseCode cause = KNOWN.get(code);
        return cause != null ? cause : new CaseCode(code, "error", "Read the evidence, mend the cause, then retry.");
    }

    /** All causes with a page in the documentation, by code. */
    public static Map<String, CaseCode> all() {
        return Map.copyOf(KNOWN);
    }
}
