package org.caravanserai.order;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** An order while a batch works on it: read under lock or new, changed in memory, written once at the end. */
public final class WorkingOrder {

    private final long id;
    private final int accountId;
    private final String channelOrderId;
    private final boolean fresh;
    private final TreeMap<Integer, WorkingLine> lines = new TreeMap<>();
    private final List<WorkingGroup> groups = new ArrayList<>();
    private final List<WorkingReservation> reservations = new ArrayList<>();
    private CanonicalOrder statement;
    private Instant version;
    private byte[] contentHash;
    private byte[] shipToHash;
    private String alerts = "";
    private Instant shipBy;
    private String number = "";
    private int parcels;
    private final Map<String, SortedMap<Integer, Integer>> left = new HashMap<>();
    private JsonNode references;
    private boolean test;
    private boolean pending;
    private byte[] wrappedKey;

    public WorkingOrder(long id, int accountId, String channelOrderId, boolean fresh) {
        this.id = id;
        this.accountId = accountId;
        this.channelOrderId = channelOrderId;
        this.fresh = fresh;
    }

    /**
     * What the database knows of an order that exists.
     *
     * @param knownKey the wrapped data key of its personal data, null once the person was erased
     */
    public void known(
            Instant knownVersion,
            byte[] knownHash,
            byte[] knownShipTo,
            String knownAlerts,
            Instant knownShipBy,
            String knownNumber,
            boolean knownTest,
            boolean knownPending,
            byte[] knownKey) {
        version = knownVersion;
        contentHash = knownHash;
        shipToHash = knownShipTo;
        alerts = knownAlerts;
        shipBy = knownShipBy;
        number = knownNumber;
        test = knownTest;
        pending = knownPending;
        wrappedKey = knownKey;
    }

    /** Takes over what the channel states now. */
    public void state(CanonicalOrder newStatement, byte[] newHash) {
        statement = newStatement;
        version = newStatement.version();
        contentHash = newHash;
        shipBy = newStatement.shipBy();
        number = newStatement.number();
        test = newStatement.test();
        pending = newStatement.status().equals("pending");
    }

    /**
     * Takes over where the order is to be shipped. A statement without an address (not paid yet, redacted) says nothing.
     *
     * @param stated keyed hash of the address, null when none is stated
     * @return whether another address was known before
     */
    public boolean shipTo(byte[] stated) {
        if (stated == null) {
            return false;
        }
        boolean another = shipToHash != null && !Arrays.equals(shipToHash, stated);
        shipToHash = stated;
        return another;
    }

    /** Units of a line that its groups hold beyond what is to be fulfilled. */
    public int surplus(int lineNo) {
        return Math.max(0, held(lineNo) - lines.get(lineNo).quantity());
    }

    /** Units of a line in all groups; of a cancelled one only those that left it all the same. */
    public int held(int lineNo) {
        int held = 0;
        for (WorkingGroup group : groups) {
            GroupUnits units = group.lines().get(lineNo);
            if (units != null) {
                held += group.state() == GroupState.CANCELLED ? units.shipped() : units.quantity();
            }
        }
        return held;
    }

    /** The statement this batch took over, if any. */
    public Optional<CanonicalOrder> statement() {
        return Optional.ofNullable(statement);
    }

    public void alert(String code) {
        if (!hasAlert(code)) {
            alerts = (alerts + " " + code).strip();
        }
    }

    /** The alert no longer holds. */
    public void calm(String code) {
        alerts = (" " + alerts + " ").replace(" " + code + " ", " ").strip();
    }

    public boolean hasAlert(String code) {
        return (" " + alerts + " ").contains(" " + code + " ");
    }

    /** A line of a parcel that has a number already; {@code units} is 0 for a parcel without lines. */
    public void knownParcel(int number, String tracking, int lineNo, int units) {
        parcels = Math.max(parcels, number);
        if (units > 0) {
            left(tracking, Map.of(lineNo, units));
        }
    }

    /** Units by line number have left under the tracking number. */
    public void left(String tracking, Map<Integer, Integer> units) {
        SortedMap<Integer, Integer> all = left.computeIfAbsent(tracking, key -> new TreeMap<>());
        units.forEach((lineNo, quantity) -> all.merge(lineNo, quantity, Integer::sum));
    }

    /** What has left under the tracking number so far, units by line number: carriers let parcels share one. */
    public SortedMap<Integer, Integer> leftUnder(String tracking) {
        return Collections.unmodifiableSortedMap(left.getOrDefault(tracking, Collections.emptySortedMap()));
    }

    /** What the stored statement says of other ids and words; a statement of this batch says it newer. */
    public void knownReferences(JsonNode known) {
        references = known;
    }

    /** Other ids and words of the channel for this order, by name; an object, perhaps empty. */
    public JsonNode references() {
        JsonNode newest = statement == null ? references : statement.document().path("references");
        return newest != null && newest.isObject() ? newest : JsonNodeFactory.instance.objectNode();
    }

    /** Numbers parcels from 1 over the whole order: the number is the package reference that channels are told. */
    public int nextParcel() {
        return ++parcels;
    }

    public Optional<WorkingGroup> group(long groupId) {
        return groups.stream().filter(group -> group.id() == groupId).findFirst();
    }

    public Optional<WorkingLine> lineByChannelId(String channelLineId) {
        return lines.values().stream()
                .filter(line -> line.channelLineId().equals(channelLineId))
                .findFirst();
    }

    public List<WorkingReservation> activeReservations(long groupId) {
        return reservations.stream()
                .filter(one -> one.groupId() == groupId && one.state() == WorkingReservation.State.ACTIVE)
                .toList();
    }

    public GroupState orderState() {
        return OrderState.of(groups);
    }

    public long id() {
        return id;
    }

    public int accountId() {
        return accountId;
    }

    public String channelOrderId() {
        return channelOrderId;
    }

    public boolean fresh() {
        return fresh;
    }

    public TreeMap<Integer, WorkingLine> lines() {
        return lines;
    }

    public List<WorkingGroup> groups() {
        return groups;
    }

    public List<WorkingReservation> reservations() {
        return reservations;
    }

    public Instant version() {
        return version;
    }

    public byte[] contentHash() {
        return contentHash;
    }

    public byte[] shipToHash() {
        return shipToHash;
    }

    public String alerts() {
        return alerts;
    }

    /** The channel marked it as a test. */
    public boolean test() {
        return test;
    }

    /** Valid, but may not ship yet. */
    public boolean pending() {
        return pending;
    }

    /** The person was erased: what is said about them is not kept. */
    public boolean erased() {
        return !fresh && wrappedKey == null;
    }

    public byte[] wrappedKey() {
        return wrappedKey;
    }

    public Instant shipBy() {
        return shipBy;
    }

    public String number() {
        return number;
    }
}
