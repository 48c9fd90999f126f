package org.caravanserai.testbed.sandbox.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.caravanserai.testbed.sandbox.base.SandboxJson;

/** A parcel the channel knows of: the hub told it, or people in the shop sent it themselves. */
public final class Fulfilment {

    /** {@link #viaOperation} of what people in the shop sent without the hub. */
    public static final String BY_HAND = "by-hand";

    /** The channel's id of the fulfilment, package or tracking. */
    public String id;

    public Instant at;
    public String tracking;
    /** The carrier word exactly as the hub sent it. */
    public String carrier;

    public String url;
    public List<Part> lines = new ArrayList<>();
    /** When people took it back; null while it stands. */
    public Instant cancelledAt;
    /** Id of the earlier fulfilment this one repeats; null for an honest one. */
    public String duplicateOf;
    /** The API operation it came by, or {@link #BY_HAND}. */
    public String viaOperation;

    public ObjectNode extra = SandboxJson.object();

    /**
     * @param lineId   line of the order
     * @param quantity units in the parcel
     */
    public record Part(String lineId, int quantity) {}

    /** Whether people in the shop sent it. */
    public boolean byHand() {
        return BY_HAND.equals(viaOperation);
    }

    /** Whether it counts: neither taken back nor the repetition of another. */
    public boolean stands() {
        return cancelledAt == null && duplicateOf == null;
    }

    /** Units of a line in this parcel. */
    public int units(String lineId) {
        return lines.stream()
                .filter(p -> p.lineId().equals(lineId))
                .mapToInt(Part::quantity)
                .sum();
    }
}
