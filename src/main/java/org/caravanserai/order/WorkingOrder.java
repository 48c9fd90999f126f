package org.caravanserai.order;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Optional;

/** An order while a batch works on it: read under lock or new, changed in memory, written once at the end. */
public final class WorkingOrder {

    private final long id;
    private final OrderRef ref;
    private final boolean fresh;
    private final byte[] wrappedKey;
    private final Alerts alerts;
    private final WorkingLines lines = new WorkingLines();
    private final WorkingGroups groups = new WorkingGroups();
    private final WorkingReservations reservations = new WorkingReservations();
    private final ShippedParcels parcels = new ShippedParcels();
    private final WorkingCancellations cancellations = new WorkingCancellations();
    private final Holds holds = new Holds();
    private OrderHead head;
    private OrderSnapshot snapshot;
    private JsonNode references;
    private JsonNode document;
    private OrderSnapshot stored;

    private WorkingOrder(long id, OrderRef ref, boolean fresh, OrderHead head, String alerts, byte[] wrappedKey) {
        this.id = id;
        this.ref = ref;
        this.fresh = fresh;
        this.head = head;
        this.alerts = new Alerts(alerts);
        this.wrappedKey = wrappedKey;
    }

    /** An order nobody knew before. */
    public static WorkingOrder founded(long id, OrderRef ref) {
        return new WorkingOrder(id, ref, true, OrderHead.NONE, "", null);
    }

    /**
     * An order that exists.
     *
     * @param alerts its codes with one space between them
     * @param wrappedKey the wrapped data key of its personal data, null once the person was erased
     */
    public static WorkingOrder known(long id, OrderRef ref, OrderHead head, String alerts, byte[] wrappedKey) {
        return new WorkingOrder(id, ref, false, head, alerts, wrappedKey);
    }

    /** Takes over what the channel states now. */
    public void state(OrderSnapshot newest, StatementTime at, byte[] contentHash) {
        snapshot = newest;
        head = head.followedBy(newest, at, contentHash);
    }

    /**
     * Takes over where the order is to be shipped. A snapshot without an address (not paid yet, redacted) says nothing.
     *
     * @param stated keyed hash of the address, null when none is stated
     * @return whether another address was known before
     */
    public boolean shipTo(byte[] stated) {
        if (stated == null) {
            return false;
        }
        boolean another = head.shipToHash() != null && !Arrays.equals(head.shipToHash(), stated);
        head = head.shippedTo(stated);
        return another;
    }

    /** Units of a line that its groups hold beyond what is to be fulfilled. */
    public int surplus(int lineNo) {
        return Math.max(0, groups.held(lineNo) - lines.get(lineNo).quantity());
    }

    /** What the stored snapshot says of other ids and words; a snapshot of this batch says it newer. */
    public void knownReferences(JsonNode known) {
        references = known;
    }

    /** The stored snapshot's document, without its personal block. */
    public void knownDocument(JsonNode known) {
        document = known;
    }

    /** The document of the snapshot that was stored; null when nobody has read it. */
    public JsonNode document() {
        return document;
    }

    /** Other ids and words of the channel for this order, by name; an object, perhaps empty. */
    public JsonNode references() {
        JsonNode known = references == null && document != null ? document.path("references") : references;
        JsonNode newest = snapshot == null ? known : snapshot.document().path("references");
        return newest != null && newest.isObject() ? newest : JsonNodeFactory.instance.objectNode();
    }

    public long id() {
        return id;
    }

    public OrderRef ref() {
        return ref;
    }

    public int accountId() {
        return ref.accountId();
    }

    public String channelOrderId() {
        return ref.channelOrderId();
    }

    /** Not in the database yet. */
    public boolean fresh() {
        return fresh;
    }

    public OrderHead head() {
        return head;
    }

    /** What buyer and seller call it. */
    public String number() {
        return head.number();
    }

    public Alerts alerts() {
        return alerts;
    }

    /** The snapshot this batch took over, if any. */
    public Optional<OrderSnapshot> snapshot() {
        return Optional.ofNullable(snapshot);
    }

    /** What the database holds of the newest snapshot; a snapshot of this batch says it newer. */
    public void knownStatement(OrderSnapshot known) {
        stored = known;
    }

    /** The newest snapshot: of this batch, or as it is stored where somebody asked for it. */
    public Optional<OrderSnapshot> statement() {
        return Optional.ofNullable(snapshot == null ? stored : snapshot);
    }

    /** The same without what it says of people, where nobody asked for that. */
    public Optional<OrderSnapshot> statementWithoutPersons() {
        return statement().isEmpty() && document instanceof ObjectNode read
                ? Optional.of(OrderSnapshot.of(read.deepCopy()))
                : statement();
    }

    public WorkingLines lines() {
        return lines;
    }

    public WorkingGroups groups() {
        return groups;
    }

    /** The state of the whole order: that of its groups; an order without a line, such as one of fees, has nothing to send. */
    public GroupState state() {
        return lines.all().isEmpty() ? GroupState.CHANNEL_FULFILLED : groups.orderState();
    }

    public WorkingReservations reservations() {
        return reservations;
    }

    public ShippedParcels parcels() {
        return parcels;
    }

    /** What commands of ours took off and the channel does not count yet. */
    public WorkingCancellations cancellations() {
        return cancellations;
    }

    public Holds holds() {
        return holds;
    }

    /** The person was erased: what is said about them is not kept. */
    public boolean erased() {
        return !fresh && wrappedKey == null;
    }

    /** The wrapped data key of its personal data; null for a new order and once the person was erased. */
    public byte[] wrappedKey() {
        return wrappedKey;
    }
}
