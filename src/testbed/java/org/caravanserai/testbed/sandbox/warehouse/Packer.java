package org.caravanserai.testbed.sandbox.warehouse;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.caravanserai.testbed.sandbox.base.SandboxClock;
import org.caravanserai.testbed.sandbox.state.Ids;

/**
 * Decides how a dispatch leaves: of those with several units one in six in two parcels at once, one in four in two
 * shipments, the second later; one confirmation in ten is sent twice. The dice are seeded by the dispatch, so a restarted
 * warehouse decides the same.
 */
final class Packer {

    private static final String[] CARRIERS = {
        "ups", "ups", "ups", "usps", "usps", "fedex", "fedex", "dhl_express", "royal_mail", "other"
    };

    private final SandboxClock clock;
    private final Ids ids;
    private final long seed;
    private final Duration packing;

    /** @param packing typical time from dispatch to parcel, in documented time; it varies from half to one and a half */
    Packer(SandboxClock clock, Ids ids, long seed, Duration packing) {
        this.clock = clock;
        this.ids = ids;
        this.seed = seed;
        this.packing = packing;
    }

    List<Dispatch.Confirmation> plan(Dispatch dispatch) {
        Random random = new Random(seed ^ dispatch.dispatchId.hashCode() * 2_654_435_761L);
        int units = dispatch.lines.stream().mapToInt(Dispatch.Line::quantity).sum();
        int dice = random.nextInt(12);
        boolean twoShipments = units > 1 && dice < 3;
        boolean twoParcels = units > 1 && dice >= 3 && dice < 5;
        Instant ready = clock.now().plus(clock.real(wait(random)));
        List<Dispatch.Confirmation> plan = new ArrayList<>();
        if (twoShipments || twoParcels) {
            List<List<Dispatch.Packed>> halves = halves(dispatch);
            Dispatch.Confirmation first = confirmation(dispatch, ready, random);
            first.parcels.add(parcel(halves.get(0), random));
            Dispatch.Confirmation second =
                    twoParcels ? first : confirmation(dispatch, ready.plus(clock.real(wait(random))), random);
            second.parcels.add(parcel(halves.get(1), random));
            plan.add(first);
            if (twoShipments) {
                plan.add(second);
            }
        } else {
            Dispatch.Confirmation all = confirmation(dispatch, ready, random);
            all.parcels.add(parcel(
                    dispatch.lines.stream()
                            .map(l -> new Dispatch.Packed(l.line(), l.sku(), l.quantity()))
                            .toList(),
                    random));
            plan.add(all);
        }
        return plan;
    }

    private Duration wait(Random random) {
        return Duration.ofMillis(packing.toMillis() / 2 + (long) (random.nextDouble() * packing.toMillis()));
    }

    private Dispatch.Confirmation confirmation(Dispatch dispatch, Instant due, Random random) {
        Dispatch.Confirmation confirmation = new Dispatch.Confirmation();
        confirmation.reference = dispatch.location + "-C" + ids.next();
        confirmation.dueAt = due;
        confirmation.copies = random.nextInt(10) == 0 ? 2 : 1;
        return confirmation;
    }

    private Dispatch.Parcel parcel(List<Dispatch.Packed> lines, Random random) {
        String carrier = CARRIERS[random.nextInt(CARRIERS.length)];
        String number = TrackingNumbers.of(carrier, ids.next(), random);
        boolean other = carrier.equals("other");
        return new Dispatch.Parcel(
                carrier,
                other ? "Camel Post" : null,
                random.nextInt(4) == 0 ? "express" : "ground",
                number,
                other ? "https://track.example.com/" + number : "",
                lines);
    }

    /** Every other unit in the second half, so that lines are cut through. */
    private static List<List<Dispatch.Packed>> halves(Dispatch dispatch) {
        List<Dispatch.Packed> one = new ArrayList<>();
        List<Dispatch.Packed> two = new ArrayList<>();
        boolean odd = false;
        for (Dispatch.Line line : dispatch.lines) {
            int second = (line.quantity() + (odd ? 1 : 0)) / 2;
            odd = (line.quantity() + (odd ? 1 : 0)) % 2 == 1;
            if (line.quantity() > second) {
                one.add(new Dispatch.Packed(line.line(), line.sku(), line.quantity() - second));
            }
            if (second > 0) {
                two.add(new Dispatch.Packed(line.line(), line.sku(), second));
            }
        }
        return List.of(one, two);
    }
}
