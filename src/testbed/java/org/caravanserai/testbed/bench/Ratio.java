package org.caravanserai.testbed.bench;

/**
 * One figure of the report.
 *
 * @param goal and {@code floor} of it, in the same unit
 * @param more whether more is better
 * @param sides what it was made of
 * @param doubt why it does not count, or empty
 */
record Ratio(
        String id,
        String what,
        Figures value,
        String unit,
        double goal,
        double floor,
        boolean more,
        String sides,
        String doubt) {

    String verdict() {
        if (!doubt.isEmpty()) {
            return "VOID";
        }
        double median = value.median();
        return more
                ? median >= goal ? "goal" : median >= floor ? "floor" : "BELOW"
                : median <= goal ? "goal" : median <= floor ? "floor" : "ABOVE";
    }
}
