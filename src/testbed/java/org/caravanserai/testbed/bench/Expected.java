package org.caravanserai.testbed.bench;

/** What the load generator has sent and the hub has answered 2xx, counted where it was made. */
final class Expected {

    private long orders;
    private long lines;
    private long units;

    void add(long moreOrders, long moreLines, long moreUnits) {
        orders += moreOrders;
        lines += moreLines;
        units += moreUnits;
    }

    long orders() {
        return orders;
    }

    long lines() {
        return lines;
    }

    long units() {
        return units;
    }
}
