package org.caravanserai.testbed.bench;

/**
 * What a round cost, in microseconds of CPU per order.
 *
 * @param seconds from the first request to the last commit
 * @param hub the hub's process, its compilers included
 * @param jit of that, the just-in-time compilers
 * @param postgres all processes of PostgreSQL
 * @param other the load generator, or the baseline's process
 */
record Cost(long orders, double seconds, double hub, double jit, double postgres, double other) {

    double rate() {
        return orders / seconds;
    }

    /** Hub and PostgreSQL, the load generator apart. */
    double endToEnd() {
        return hub + postgres;
    }

    /** The baseline's process and PostgreSQL; what the idle hub used meanwhile is not the baseline's. */
    double bare() {
        return other + postgres;
    }
}
