package org.caravanserai.cases;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Why something cannot go on: a stable code {@code category.cause}, how bad it is, and what a person can do. Every case has an
 * end: its cause goes away, what the suggestion says is done, or somebody closes it and says why.
 *
 * @param severity info, warning, error or critical
 * @param suggestion what a person does so that the case ends
 * @param retried whether trying again can change anything; where it cannot, nobody is told that a retry was accepted
 */
public record CaseCode(String code, String severity, String suggestion, boolean retried) {

    private static final Map<String, CaseCode> KNOWN = new LinkedHashMap<>();

    public static final CaseCode UNKNOWN_SKU = known(
            "mapping.unknown_sku",
            "error",
            "Say which item it is: PUT /api/v1/items/{sku} with an entry of mappings that has the channel, account, SKU, product and variant named here. The order goes on by itself.");
    public static final CaseCode UNKNOWN_KIND = notRetried(
            "intake.unknown_kind",
            "warning",
            "Look at its topic or file. Name the topic in the channel's recipe, or mend or switch off what sends it; then resolve the case, or dismiss it where it does not matter.");
    public static final CaseCode CLOCK_AHEAD = notRetried(
            "intake.clock_ahead",
            "warning",
            "Set the clock of the system that sends this, or that of the hub. Nothing was lost, the moment of receipt counts; the case ends an hour after the last such time, with the first one that can be believed.");
    public static final CaseCode INCOMPLETE = known(
            "statement.incomplete",
            "error",
            "The channel does not hand out all of the order. Look there at what is missing; retry to ask and decide anew, or cancel it.");
    public static final CaseCode NOT_HANDED_OUT = known(
            "fetch.not_found",
            "error",
            "Look the order up in the channel's own pages, and whether the account's rights reach it; then retry.");
    public static final CaseCode ORDER_NOT_FOUND = known(
            "order.not_found",
            "error",
            "Look the order up in the channel's own pages. If it is gone, cancel it here; if it is there, mend the account's rights: the case ends with its next statement.");

    static {
        notRetried(
                "intake.no_order_id",
                "error",
                "The channel tells of an order and does not say which; the account was looked through. Compare its recent orders with the hub's, then resolve the case.");
        notRetried(
                "intake.too_long",
                "error",
                "The channel sent more than is read and did not name the order at its beginning; the account was looked through. Compare its recent orders with the hub's, then resolve the case.");
        notRetried(
                "intake.reference_reused",
                "warning",
                "Its sender used a reference twice for two different things: the first one holds. Have it sent again under a reference of its own; then resolve the case.");
        notRetried(
                "intake.foreign_shop",
                "warning",
                "Another shop sends to this account's address with its secret. Delete the webhook there, or connect that shop as an account of its own; then resolve the case.");
        notRetried(
                "intake.unknown_seller",
                "warning",
                "The queue holds events of a seller that is not connected, or that name none. Connect the seller, or give the queue to one seller only; then resolve the case.");
    }

    public static final CaseCode BAD_LINE = notRetried(
            "intake.bad_line",
            "error",
            "Mend the line, or connect the account of its folder, and drop the file again under its name; what was taken of it is known. The case ends when the line, or its order, is taken.");
    public static final CaseCode TEST_ORDER = notRetried(
            "intake.test_order",
            "info",
            "The channel marked this as a test order: it is never shipped. Cancel it here or there when the test is over, or dismiss the case: the order goes on waiting.");
    public static final CaseCode NO_STOCK = known(
            "stock.short",
            "warning",
            "Receive stock or move it; allocation is tried again by itself. Retry to try at once, or cancel at the channel.");
    public static final CaseCode COUNT_BELOW_RESERVED = notRetried(
            "stock.count_below_reserved",
            "error",
            "The count is below what was already released to the warehouse. Find the units, or cancel the order so that it is recalled; the case ends when the group has left or was given back.");
    public static final CaseCode BUYER_WANTS_CANCEL = known(
            "cancel.buyer_requested",
            "warning",
            "The buyer asked the channel to cancel. Cancel the order, or retry to ship it all the same.");
    public static final CaseCode UNKNOWN_STATUS = known(
            "order.unknown_status",
            "warning",
            "The channel says a word of the order that the hub does not know. Add the word to the channel's mapping, then retry; or retry to let the order go all the same. What a warehouse has is not asked back: cancel the order if it must not ship.");
    public static final CaseCode HELD_AFTER_RELEASE = notRetried(
            "order.held_after_release",
            "error",
            "The order may not ship, and its warehouse ships it all the same. Stop the parcel, then resolve the case; or see that the channel lets the order go: then it ends by itself.");
    public static final CaseCode NO_ADDRESS = known(
            "address.incomplete",
            "error",
            "Complete the address in the channel's own pages; the hold ends by itself when the channel sends it. Or cancel the order.");
    public static final CaseCode NEGATIVE_TOTAL = known(
            "totals.negative",
            "error",
            "Look at the order in the channel's own pages and correct or cancel it there; retry to ship it all the same.");
    public static final CaseCode ABSURD_TOTAL = known(
            "totals.absurd",
            "error",
            "Compare the order with the channel's own pages and correct or cancel it there; retry to ship it all the same.");
    public static final CaseCode COPIED_SALE = known(
            "order.copied_sale",
            "warning",
            "The same sale comes from another connected account, which ships it. Cancel this copy, or retry to ship it all the same.");
    public static final CaseCode TWICE_SOLD = known(
            "order.parent_and_children",
            "warning",
            "The goods of a sub-order stand in its parent order as well. See which of the two ships, cancel the other; retry to ship this one.");
    public static final CaseCode CANCEL_AFTER_SHIPMENT = notRetried(
            "cancel.after_shipment",
            "warning",
            "It was cancelled after its parcel had left. Stop the parcel, or expect it to come back; then resolve the case.");
    public static final CaseCode CANCEL_TOO_LATE = notRetried(
            "cancel.too_late",
            "warning",
            "The rest is at the warehouse or has left. Cancel the whole order or lower the quantity at the channel to recall it, or let it ship: the case ends when it has left or was given back. Of what had left already, resolve it.");
    public static final CaseCode CANCEL_UNDONE = known(
            "cancel.undone",
            "warning",
            "The channel accepted a cancellation from here and expects the goods all the same: it was paid or revived after that, or the cancellation failed there. Cancel it there as well, or retry to send it.");
    public static final CaseCode TELL_BY_HAND = notRetried(
            "cancel.tell_by_hand",
            "warning",
            "The channel takes no such call from the hub. Do there what the summary says; the case ends when the channel states it, or resolve it.");
    public static final CaseCode RECALL_REFUSED = notRetried(
            "cancel.recall_refused",
            "warning",
            "The warehouse could not give the order back; it will ship. Tell the buyer, or stop the parcel; then resolve the case.");
    public static final CaseCode RECALL_UNANSWERED = known(
            "cancel.recall_unanswered",
            "error",
            "Ask the warehouse what became of the recall. Its answer, or its shipment, ends the case; retry to send it the recall once more.");
    public static final CaseCode CHANGED_AFTER_RELEASE = notRetried(
            "change.after_release",
            "error",
            "Ask the warehouse or the carrier to stop or redirect the parcel, or agree with the buyer; then resolve the case.");
    public static final CaseCode NOT_CONFIRMED = known(
            "3pl.not_confirmed",
            "error",
            "The warehouse has neither shipped nor refused this in time. Ask it; post the shipment if it left, retry to wait as long once more, or cancel the order.");
    public static final CaseCode UNKNOWN_DISPATCH = known(
            "3pl.unknown_dispatch",
            "error",
            "The warehouse confirms something the hub never sent. Compare its reference with the order and post the shipment again with the right dispatch: the case ends with its tracking number. Retry if the dispatch is known now.");
    public static final CaseCode FOREIGN_LOCATION = known(
            "3pl.foreign_location",
            "error",
            "Nothing of it was booked. Ask whose system uses the login. If it works for the other location, revoke the login, make it one of that location and retry; if not, have it mended: the case ends when who may has confirmed it.");
    public static final CaseCode OVER_SHIPPED = notRetried(
            "3pl.over_shipped",
            "error",
            "More units have left than were ordered. Stop the parcel or expect a return, then resolve the case; what a warehouse sent beyond its dispatch was not told to the channel.");
    public static final CaseCode PARCEL_WITHOUT_CONTENT = known(
            "statement.parcel_without_content",
            "warning",
            "Somebody sent a parcel and the channel does not say what is in it. Take what it holds off the order at the channel, then retry; or retry to send all that is open.");
    public static final CaseCode REFUND_UNCLEAR = known(
            "statement.refund_unclear",
            "warning",
            "Some units have left and some have not, and the channel does not say which were refunded. If those at home were, cancel them here; then retry to send the rest.");
    public static final CaseCode MARK_UNCLEAR = known(
            "statement.mark_unclear",
            "warning",
            "The channel marks the order as sent, and more was ordered than has left from here. If somebody else sent the rest, cancel it here; retry to send it.");
    public static final CaseCode PARCEL_NOT_NAMED = notRetried(
            "statement.parcel_not_named",
            "warning",
            "Our parcel has left, and somebody deleted it at the channel. Enter it there again: then the case ends. Or refund what does not arrive, and resolve it.");
    public static final CaseCode OLDER_STATEMENT = notRetried(
            "statement.older",
            "warning",
            "Asked, the channel hands out an older state of the order than it told before, by which more is to be sent: an old copy, or a clock that was put back. Look at the order there and save it once more: its next statement ends the case. Or dismiss it: what it told before holds.");
    public static final CaseCode LEVELS_NOT_TAKEN = known(
            "stock.levels_not_taken",
            "error",
            "Add the items and locations that are missing, then retry; or mend what sends the report. The next report of this source that is taken whole ends the case.");
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
            "The command names an order, group or line that does not exist. Check its number and send the command again, then resolve this case; retry if what it names has come since.");

    static {
        known(
                "route.*",
                "warning",
                "A route of yours holds this order, for the reason in its words. Let it go (./hub order release ORDER --reason TEXT, or retry the case), or cancel it.");
        known(
                "mapping.*",
                "error",
                "Look at the payload and at the mapping of its shape. Mend the mapping, then retry; or have the sender correct what it sent: the case of an order ends when it comes in properly, any other is resolved.");
        known(
                "mapping.unknown_currency",
                "error",
                "The channel states a currency that ISO 4217 does not know. Have it corrected there: the case ends when the order comes in properly.");
        known(
                "mapping.incomplete",
                "error",
                "Look the order up in the channel's own pages and at the event's body; when the channel states it whole, it goes on.");
        known(
                "quantity.not_whole",
                "error",
                "A line has a part of a unit. Correct the quantity at the channel, or retry to let the order go as it is counted here.");
        known(
                "payload.*",
                "error",
                "The payload holds something its channel does not publish, at the place the case names. Correct it at the channel or mend what writes it; or look at the order and retry to let it go.");
        known(
                "parcel.units_unknown",
                "error",
                "Look at the channel which units are in its parcel, then retry to let the rest of the order go, or cancel it.");
        known(
                "fulfilment.unknown",
                "error",
                "The channel does not say whether it ships the order itself. Look there; retry to let the order go, or cancel it.");
        known(
                "fulfilment.unfulfillable",
                "error",
                "The channel says that the order cannot be fulfilled. Look there why; retry to send it all the same, or cancel it.");
        known(
                "fulfilment.other_service",
                "error",
                "When that service has sent its lines, the rest goes by itself. If the service is you, retry to let the order go, and name this cause in hub.holds.loosened.");
        known(
                "*-out.rejected",
                "error",
                "Read the answer, correct the order, the mapping or the account, then retry; or do it in the channel's own pages: the next statement shows it.");
        known(
                "*-out.outcome_unknown",
                "error",
                "Look it up at the other side. If it is there, nothing is left to do: resolve the case; if not, retry.");
        known("*-out.not_ready", "error", "See whether the other side works and what it answers, then retry.");
        known("*-out.gave_up", "error", "See whether the other side works and what it answers, then retry.");
        known(
                "stock-out.*",
                "warning",
                "See whether the listing still exists and may be changed, or delete it from the item. It is tried again every hour and with a retry; the case ends when the channel takes the quantity.");
        known("fetch.*", "error", "Look the order up in the channel's own pages; when it can be read again, retry.");
        notRetried(
                "poll.*",
                "error",
                "Check the account's credentials and rights; orders whose event was lost are not found until this works. It is tried again by itself, and the case ends when it works.");
        notRetried(
                "queue.*",
                "error",
                "Do what the summary says, then see with the account's test whether the queue is read. Until then its events do not come; orders are found by the poll, cancellations so much later. It is tried again by itself within seconds, and the case ends when it works.");
        notRetried(
                "account.blocked",
                "error",
                "See at the channel, and at whatever stands before it (a firewall, a security plugin, a proxy), why our calls are refused, and lift it. The case ends with the first call that is answered once the wait is over.");
        notRetried(
                "subscriptions.*",
                "error",
                "Check the account's credentials and rights, and look at the channel's webhooks yourself; until then orders may come by the poll only. It is tried again by itself, and the case ends when it works.");
    }

    /** What is registered, patterns ({@code *-out.rejected}) among it. */
    public static Collection<CaseCode> all() {
        return Collections.unmodifiableCollection(KNOWN.values());
    }

    /** Whether it stands for several codes. */
    public boolean isPattern() {
        return code.contains("*");
    }

    private static CaseCode known(String code, String severity, String suggestion) {
        return register(new CaseCode(code, severity, suggestion, true));
    }

    /** A code about something that trying again does not change. */
    private static CaseCode notRetried(String code, String severity, String suggestion) {
        return register(new CaseCode(code, severity, suggestion, false));
    }

    private static CaseCode register(CaseCode code) {
        KNOWN.put(code.code, code);
        return code;
    }

    /**
     * What is known of a code: of itself, else of its category ({@code stock-out.*}), else of its cause in any sender's
     * category ({@code *-out.rejected}); a code nobody registered gets a general suggestion.
     */
    public static CaseCode of(String code) {
        String category = code.substring(0, code.indexOf('.') + 1);
        String anySender = code.replaceFirst("^.*-out\\.", "*-out.");
        return Stream.of(code, category + "*", anySender)
                .map(KNOWN::get)
                .filter(Objects::nonNull)
                .findFirst()
                .map(known -> new CaseCode(code, known.severity, known.suggestion, known.retried))
                .orElseGet(() -> new CaseCode(
                        code, "error", "Read the evidence, mend the cause, then retry; or resolve the case.", true));
    }
}
