package org.caravanserai.testbed.sandbox.state;

import java.util.Optional;

/**
 * Books what the hub says it shipped, and notices what must never happen: a parcel told twice, a unit shipped twice,
 * more units than were bought. The books are kept even when the channel itself would let it pass.
 */
public final class Parcels {

    private final Violations violations;

    public Parcels(Violations violations) {
        this.violations = violations;
    }

    /** Books the parcel on the order. The caller holds the shop's monitor and saves the order. */
    public void book(Shop shop, SandboxOrder order, Fulfilment parcel) {
        twin(order, parcel.tracking, parcel.carrier).ifPresent(first -> {
            // One parcel whose line is spread over two of the channel's locations takes two calls, and rightly so.
            boolean sameUnits = first.extra.path("location").equals(parcel.extra.path("location"))
                    && (first.lines.isEmpty()
                            || parcel.lines.isEmpty()
                            || parcel.lines.stream().anyMatch(p -> first.units(p.lineId()) > 0));
            if (sameUnits) {
                parcel.duplicateOf = first.id;
                violations.add(
                        shop,
                        order.id,
                        "double-parcel",
                        "parcel " + parcel.tracking
                                + " was told twice; this channel does not detect repeats, so look before you send again");
            }
        });
        order.fulfilments.add(parcel);
        for (OrderLine line : order.lines) {
            int told = order.fulfilments.stream()
                    .filter(f -> f.cancelledAt == null)
                    .mapToInt(f -> f.units(line.lineId))
                    .sum();
            if (parcel.units(line.lineId) > 0 && told > line.quantity) {
                violations.add(
                        shop,
                        order.id,
                        "double-fulfilment",
                        "line " + line.lineId + " has " + line.quantity + " units, but parcels with " + told
                                + " were told");
            }
        }
    }

    /** The honest parcel of the order that carries the same tracking number with the same carrier. */
    public Optional<Fulfilment> twin(SandboxOrder order, String tracking, String carrier) {
        return order.fulfilments.stream()
                .filter(f -> f.stands() && f.tracking != null && f.tracking.equals(tracking))
                .filter(f -> f.carrier == null || carrier == null || f.carrier.equalsIgnoreCase(carrier))
                .findFirst();
    }
}
