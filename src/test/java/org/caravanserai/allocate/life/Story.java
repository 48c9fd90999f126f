package org.caravanserai.allocate.life;

import java.util.List;

/**
 * What is to happen to one order.
 *
 * @param seed what {@link StoryTeller#tell} made it from
 * @param bought units per line; which SKU a line has follows from its place and {@code shelves}
 * @param shelves where the goods of the first line are: 0 at one place, 1 at another, 2 nowhere
 * @param paid whether it is paid from the start
 * @param grants bits: whether the next recall that is answered at the end is granted
 * @param releases whether what is allocated at the end still goes to its warehouse
 */
record Story(
        long seed,
        Dialect dialect,
        List<Integer> bought,
        int shelves,
        boolean paid,
        int grants,
        boolean releases,
        List<Step> steps) {

    Story with(List<Step> others) {
        return new Story(seed, dialect, bought, shelves, paid, grants, releases, List.copyOf(others));
    }

    @Override
    public String toString() {
        return "seed " + seed + ": " + dialect + " buys " + bought + " (shelf " + shelves
                + (paid ? ", paid" : ", unpaid") + ", grants " + Integer.toBinaryString(grants)
                + (releases ? ", releases" : "") + ") " + steps;
    }
}
