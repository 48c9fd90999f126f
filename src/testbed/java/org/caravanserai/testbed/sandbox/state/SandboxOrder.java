package org.caravanserai.testbed.sandbox.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.caravanserai.testbed.sandbox.base.SandboxJson;

/** An order as the channel holds it. Guarded by its {@link Shop}'s monitor. */
public final class SandboxOrder {

    public String id;
    /** The number people see, e.g. #1001. */
    public String number;

    public Instant placedAt;
    public Instant updatedAt;
    /** Null while the payment is pending. */
    public Instant paidAt;

    public String currency;
    public BigDecimal shippingPrice = BigDecimal.ZERO;
    public BigDecimal shippingTax = BigDecimal.ZERO;
    public String shippingTitle = "Standard";
    public boolean taxesIncluded;
    public boolean test;
    public Instant cancelledAt;
    public String cancelReason;
    /** buyer, seller (the hub by API) or channel; null when not cancelled. */
    public String cancelledBy;

    public Person buyer;
    public String note;
    public List<OrderLine> lines = new ArrayList<>();
    public List<Fulfilment> fulfilments = new ArrayList<>();
    /** What people did to it outside of the hub, oldest first. */
    public List<Happening> history = new ArrayList<>();
    /** When people deleted it for good; the channel does not show it any more. Null while it is there. */
    public Instant erasedAt;
    /** What only this channel knows of the order. */
    public ObjectNode extra = SandboxJson.object();
    /** Where in the order of placing this one stands. */
    public long sequence;

    /** @throws IllegalArgumentException when the order has no such line */
    public OrderLine line(String lineId) {
        return lines.stream()
                .filter(l -> l.lineId.equals(lineId))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("order " + id + " has no line " + lineId));
    }

    /** Units of a line in honest parcels, i.e. neither repeated nor taken back. */
    public int fulfilled(String lineId) {
        return fulfilments.stream()
                .filter(Fulfilment::stands)
                .mapToInt(f -> f.units(lineId))
                .sum();
    }

    /** True when every unit still wanted that ships is in a parcel. */
    public boolean fullyFulfilled() {
        return lines.stream().allMatch(l -> !l.requiresShipping || fulfilled(l.lineId) >= l.toLeave());
    }

    /** Units of the line that are still to leave, as the channel counts. */
    public int open(OrderLine line) {
        return cancelled() ? 0 : Math.max(0, line.toLeave() - fulfilled(line.lineId));
    }

    /** Whether any parcel stands. */
    public boolean anythingSent() {
        return fulfilments.stream().anyMatch(Fulfilment::stands);
    }

    /** Whether people in the shop sent anything of it. */
    public boolean sentByHand() {
        return fulfilments.stream().anyMatch(Fulfilment::byHand);
    }

    /** Whether anybody in the shop put their hand to it. */
    public boolean touchedByHand() {
        return !history.isEmpty();
    }

    /** Writes into the history what people did. */
    public void happened(Instant at, String act, Map<String, Integer> units, String detail) {
        history.add(new Happening(at, act, units, detail));
    }

    public boolean erased() {
        return erasedAt != null;
    }

    public boolean cancelled() {
        return cancelledAt != null;
    }

    /** Lines after discount plus shipping, plus tax unless it is included. */
    public BigDecimal total() {
        BigDecimal sum = shippingPrice;
        for (OrderLine line : lines) {
            sum = sum.add(line.unitPrice.multiply(BigDecimal.valueOf(line.quantity)))
                    .subtract(line.discount);
            if (!taxesIncluded) {
                sum = sum.add(line.tax);
            }
        }
        return taxesIncluded ? sum : sum.add(shippingTax);
    }
}
