package org.caravanserai.testbed.bench;

/**
 * How much is done. A quick run is for seeing that nothing broke; its spread says what it is worth.
 *
 * @param rounds of each side, one side after the other
 * @param warmSeconds most that a side is warmed
 * @param warmChunk orders between two looks at the compilers
 * @param orders of a round of the hub
 * @param bareOrders of a round of the baseline, 50 per statement
 * @param singleOrders of a round of the baseline, one per transaction
 * @param requests of a round of R3
 * @param openSeconds of a round of R4
 */
record BenchSizes(
        int rounds,
        int warmSeconds,
        int warmChunk,
        int orders,
        int bareOrders,
        int singleOrders,
        int requests,
        int openSeconds) {

    static final BenchSizes QUICK = new BenchSizes(3, 30, 4_000, 8_000, 20_000, 4_000, 15_000, 8);
    static final BenchSizes FULL = new BenchSizes(5, 90, 10_000, 30_000, 60_000, 12_000, 40_000, 20);
    /** To see that everything works, on a machine that has other things to do; its figures mean nothing. */
    static final BenchSizes SMOKE = new BenchSizes(1, 3, 1_000, 1_000, 2_000, 500, 2_000, 3);

    BenchSizes warmFor(int seconds) {
        return new BenchSizes(rounds, seconds, warmChunk, orders, bareOrders, singleOrders, requests, openSeconds);
    }
}
