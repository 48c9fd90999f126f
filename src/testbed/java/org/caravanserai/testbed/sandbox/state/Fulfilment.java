package org.caravanserai.testbed.sandbox.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.caravanserai.testbed.sandbox.base.SandboxJson;

/** A parcel the hub told the channel about. */
public final class Fulfilment {

    /** The channel's id of the fulfilment, package or tracking. */
    public String id;

    public Instant at;
    public String tracking;
    /** The carrier word exactly as the hub sent it. */
    public String carrier;

    public String url;
    public List<Part> lines = new ArrayList<>();
    /** Id of the earlier fulfilment this one repeats; null for an honest one. */
    public String duplicateOf;
    /** The API operation it came by. */
    public String viaOperation;

    public ObjectNode extra = SandboxJson.object();

    /**
     * @param lineId   line of the order
     * @param quantity units in the parcel
     */
    public record Part(String lineId, int quantity) {}

    /** Units of a line in this parcel. */
    public int units(String lineId) {
        return lines.stream()
                .filter(p -> p.lineId().equals(lineId))
                .mapToInt(Part::quantity)
                .sum();
    }
}
