package org.caravanserai.testbed.sandbox.traffic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.caravanserai.testbed.sandbox.channel.Act;
import org.caravanserai.testbed.sandbox.state.OrderLine;
import org.caravanserai.testbed.sandbox.state.SandboxOrder;

/**
 * What becomes of an order in the hands of people, in the traffic. Waits are in documented time and drawn so that each thing
 * happens before the warehouse knows of the order, while it packs, and after the parcel left.
 */
enum Story {
    SENT_BY_HAND(Act.FULFIL) {
        @Override
        List<Step> steps(SandboxOrder order, Random random) {
            return List.of(new Step(soon(random), Act.FULFIL, parcel(order, random)));
        }
    },
    /** The parcel went out with a wrong number: it is taken back in the books and entered again. */
    SENT_BY_HAND_ANEW(Act.FULFIL, Act.UNFULFIL) {
        @Override
        List<Step> steps(SandboxOrder order, Random random) {
            int first = soon(random);
            ObjectNode parcel = parcel(order, random);
            ObjectNode again = parcel.deepCopy();
            again.put("tracking", number(order, "B"));
            return List.of(
                    new Step(first, Act.FULFIL, parcel),
                    new Step(first + 40, Act.UNFULFIL, SandboxJson.object()),
                    new Step(first + 100, Act.FULFIL, again));
        }
    },
    REFUNDED(Act.REFUND) {
        @Override
        List<Step> steps(SandboxOrder order, Random random) {
            return List.of(
                    new Step(soon(random), Act.REFUND, units(order, random).put("restock", "cancel")));
        }
    },
    RETURNED(Act.REFUND) {
        @Override
        List<Step> steps(SandboxOrder order, Random random) {
            return List.of(new Step(
                    LATE,
                    Act.REFUND,
                    units(order, random).put("restock", random.nextInt(3) == 0 ? "no_restock" : "return")));
        }
    },
    CANCELLED_BY_STAFF(Act.CANCEL) {
        @Override
        List<Step> steps(SandboxOrder order, Random random) {
            return List.of(new Step(soon(random), Act.CANCEL, SandboxJson.object()));
        }
    },
    REVIVED(Act.CANCEL, Act.REVIVE) {
        @Override
        List<Step> steps(SandboxOrder order, Random random) {
            int first = soon(random);
            return List.of(
                    new Step(first, Act.CANCEL, SandboxJson.object()),
                    new Step(first + 10 + random.nextInt(90), Act.REVIVE, SandboxJson.object()));
        }
    },
    DELETED(Act.CANCEL, Act.DELETE) {
        @Override
        List<Step> steps(SandboxOrder order, Random random) {
            int first = soon(random);
            ObjectNode how = SandboxJson.object().put("for-good", random.nextBoolean());
            return random.nextBoolean()
                    ? List.of(new Step(first, Act.CANCEL, SandboxJson.object()), new Step(first + 20, Act.DELETE, how))
                    : List.of(
                            new Step(first, Act.DELETE, how),
                            new Step(first + 5, Act.CANCEL, SandboxJson.object()),
                            new Step(first + 10, Act.DELETE, how));
        }
    },
    MOVED(Act.MOVE) {
        @Override
        List<Step> steps(SandboxOrder order, Random random) {
            return List.of(new Step(soon(random), Act.MOVE, SandboxJson.object()));
        }
    },
    RESIZED(Act.RESIZE) {
        @Override
        List<Step> steps(SandboxOrder order, Random random) {
            return List.of(new Step(soon(random), Act.RESIZE, size(order, random, -1)));
        }
    },
    /** On hold while somebody looks at it; half of these leave with another quantity. */
    HELD(Act.HOLD, Act.RELEASE, Act.RESIZE) {
        @Override
        List<Step> steps(SandboxOrder order, Random random) {
            int first = soon(random);
            List<Step> steps = new ArrayList<>(List.of(new Step(first, Act.HOLD, SandboxJson.object())));
            if (random.nextBoolean()) {
                steps.add(new Step(first + 20, Act.RESIZE, size(order, random, random.nextBoolean() ? 1 : -1)));
            }
            steps.add(new Step(first + 60 + random.nextInt(60), Act.RELEASE, SandboxJson.object()));
            return steps;
        }
    },
    /** A plug-in dates the order hours ahead, and then it is cancelled at the true time. */
    MISDATED(Act.MISDATE, Act.CANCEL) {
        @Override
        List<Step> steps(SandboxOrder order, Random random) {
            return List.of(
                    new Step(5, Act.MISDATE, SandboxJson.object()),
                    new Step(15 + random.nextInt(60), Act.CANCEL, SandboxJson.object()));
        }
    };

    /** When most parcels have left and are told. */
    private static final int LATE = 300;

    /**
     * One thing that is done.
     *
     * @param after documented seconds from the order
     */
    record Step(int after, Act act, ObjectNode how) {}

    private final Set<Act> needs;

    Story(Act... needs) {
        this.needs = Set.of(needs);
    }

    abstract List<Step> steps(SandboxOrder order, Random random);

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Stories that can happen on a channel with these acts. */
    static List<Story> possible(Set<Act> acts) {
        return Arrays.stream(values())
                .filter(story -> acts.containsAll(story.needs))
                .toList();
    }

    private static int soon(Random random) {
        return 3 + random.nextInt(150);
    }

    private static ObjectNode parcel(SandboxOrder order, Random random) {
        ObjectNode how = random.nextBoolean() ? SandboxJson.object() : units(order, random);
        return random.nextInt(3) == 0
                ? how
                : how.put("tracking", number(order, "A")).put("carrier", "UPS");
    }

    private static String number(SandboxOrder order, String suffix) {
        return "HAND" + order.sequence + suffix;
    }

    /** Some units of one line. */
    private static ObjectNode units(SandboxOrder order, Random random) {
        OrderLine line = order.lines.get(random.nextInt(order.lines.size()));
        return lines(line, 1 + random.nextInt(line.quantity));
    }

    /** The line shall have so many more, but at least one. */
    private static ObjectNode size(SandboxOrder order, Random random, int more) {
        List<OrderLine> able =
                order.lines.stream().filter(line -> line.quantity + more > 0).toList();
        return able.isEmpty() ? SandboxJson.object() : resized(able.get(random.nextInt(able.size())), more);
    }

    private static ObjectNode resized(OrderLine line, int more) {
        return lines(line, line.quantity + more);
    }

    private static ObjectNode lines(OrderLine line, int quantity) {
        ObjectNode how = SandboxJson.object();
        how.putArray("lines").addObject().put("lineId", line.lineId).put("quantity", quantity);
        return how;
    }
}
