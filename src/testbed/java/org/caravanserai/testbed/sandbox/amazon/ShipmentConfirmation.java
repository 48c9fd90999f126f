package org.caravanserai.testbed.sandbox.amazon;

import java.util.Optional;
import org.caravanserai.testbed.sandbox.channel.World;
import org.caravanserai.testbed.sandbox.http.Answer;
import org.caravanserai.testbed.sandbox.http.Call;
import org.caravanserai.testbed.sandbox.state.Fulfilment;
import org.caravanserai.testbed.sandbox.state.OrderLine;
import org.caravanserai.testbed.sandbox.state.SandboxOrder;
import org.caravanserai.testbed.sandbox.state.Shop;

/**
 * confirmShipment of Orders v0: one package per call, 204 when it was taken. The same package reference again edits that
 * package; another reference is another package, whatever its tracking number.
 */
final class ShipmentConfirmation {

    private final World world;
    private final AmazonLife life;
    private final CarrierCodes carriers = CarrierCodes.load();

    ShipmentConfirmation(World world, AmazonLife life) {
        this.world = world;
        this.life = life;
    }

    Answer answer(Shop shop, SandboxOrder order, Call call) {
        PackageDetail pack = PackageDetail.read(AmazonBody.of(call), AmazonShop.marketplaceId(shop));
        mayBeConfirmed(shop, order);
        String before = AmazonOrder.of(order, AmazonShop.marketplaceId(shop)).status();
        Optional<Fulfilment> known = order.fulfilments.stream()
                .filter(sent -> sent.id.equals(pack.reference()))
                .findFirst();
        fits(shop, order, pack);
        carrier(shop, order, pack);
        if (known.isPresent()) {
            edit(shop, order, known.get(), pack);
        } else {
            Fulfilment sent = new Fulfilment();
            sent.id = pack.reference();
            sent.at = world.clock().now();
            sent.viaOperation = "confirmShipment";
            fill(sent, pack);
            world.parcels().book(shop, order, sent);
        }
        life.shipped(shop, order, before);
        return AmazonAnswers.noContent();
    }

    private void mayBeConfirmed(Shop shop, SandboxOrder order) {
        AmazonOrder seen = AmazonOrder.of(order, AmazonShop.marketplaceId(shop));
        if (seen.amazonFulfils()) {
            throw refuse(
                    shop,
                    order,
                    "confirmed-fba-order",
                    "the order is fulfilled by Amazon; the seller must not confirm it");
        }
        if (seen.programs().contains("FBM_SHIP_PLUS")) {
            throw refuse(
                    shop,
                    order,
                    "confirmed-ship-plus-order",
                    "Ship+ orders are confirmed by their label, not by the seller");
        }
        if (seen.status().equals("PENDING")) {
            throw refuse(shop, order, "shipped-unpaid-order", "the order is Pending; it must not be shipped yet");
        }
        if (seen.status().equals("CANCELLED")) {
            throw AmazonRefusal.invalid("The order is cancelled");
        }
    }

    private AmazonRefusal refuse(Shop shop, SandboxOrder order, String code, String what) {
        world.violations().add(shop, order.id, code, what);
        return AmazonRefusal.invalid(what);
    }

    /** No item may be in packages with more units than were ordered. */
    private void fits(Shop shop, SandboxOrder order, PackageDetail pack) {
        for (Fulfilment.Part part : pack.contents()) {
            OrderLine line = order.lines.stream()
                    .filter(each -> each.lineId.equals(part.lineId()))
                    .findFirst()
                    .orElseThrow(() -> AmazonRefusal.invalid("orderItemId " + part.lineId() + " is not in the order"));
            int others = order.fulfilments.stream()
                    .filter(sent -> !sent.id.equals(pack.reference()))
                    .mapToInt(sent -> sent.units(line.lineId))
                    .sum();
            int inThis = pack.contents().stream()
                    .filter(each -> each.lineId().equals(line.lineId))
                    .mapToInt(Fulfilment.Part::quantity)
                    .sum();
            if (others + inThis > line.quantity && order.sentByHand()) {
                // A parcel of ours may cross with one that people confirmed: refused, and nobody's fault here.
                throw AmazonRefusal.invalid("item " + line.lineId + " has " + line.quantity + " units, of which "
                        + others + " are confirmed already");
            }
            if (others + inThis > line.quantity) {
                boolean twin = order.fulfilments.stream()
                        .anyMatch(sent -> !sent.id.equals(pack.reference())
                                && pack.tracking().equals(sent.tracking));
                throw refuse(
                        shop,
                        order,
                        twin ? "double-parcel" : "over-ship",
                        twin
                                ? "tracking " + pack.tracking()
                                        + " was confirmed again under another packageReferenceId; keep the number of each parcel"
                                : "item " + line.lineId + " has " + line.quantity + " units, but packages with "
                                        + (others + inThis) + " were confirmed");
            }
        }
    }

    private void carrier(Shop shop, SandboxOrder order, PackageDetail pack) {
        if (!carriers.known(pack.carrierCode())) {
            world.violations()
                    .add(
                            shop,
                            order.id,
                            "unknown-carrier",
                            "carrierCode '" + pack.carrierCode()
                                    + "' is no word Amazon knows: the tracking does not count as valid");
        } else if (pack.carrierCode().equals(CarrierCodes.OTHER) && carriers.integrated(pack.carrierName())) {
            world.violations()
                    .add(
                            shop,
                            order.id,
                            "integrated-carrier-as-other",
                            "'" + pack.carrierName()
                                    + "' was sent as Other; an integrated carrier sent so makes the tracking invalid");
        }
    }

    /** Corrects a package that is known; replacing both its number and its contents looks like another parcel. */
    private void edit(Shop shop, SandboxOrder order, Fulfilment known, PackageDetail pack) {
        if (!known.tracking.equals(pack.tracking()) && !known.lines.equals(pack.contents())) {
            world.violations()
                    .add(
                            shop,
                            order.id,
                            "package-overwritten",
                            "packageReferenceId " + pack.reference() + " was used for parcel " + known.tracking
                                    + " and now for " + pack.tracking() + "; each parcel needs its own");
        }
        fill(known, pack);
    }

    private static void fill(Fulfilment sent, PackageDetail pack) {
        sent.tracking = pack.tracking();
        sent.carrier = pack.carrierCode();
        sent.lines.clear();
        sent.lines.addAll(pack.contents());
        sent.extra
                .put("shipDate", pack.shipDate().toString())
                .put("method", pack.method())
                .put("carrierName", pack.carrierName().isEmpty() ? pack.carrierCode() : pack.carrierName());
    }
}
