package org.caravanserai.testbed.bench;

/** CPU times of all parties at one moment, microseconds. */
record CpuReading(long nanos, long hub, long jit, long postgres, long other) {

    static CpuReading of(BenchHub hub, long otherPid) {
        return new CpuReading(
                System.nanoTime(),
                ProcCpu.process(hub.pid()),
                ProcCpu.compilers(hub.pid()),
                ProcCpu.family(hub.postgresPid()),
                ProcCpu.process(otherPid));
    }

    /** What was used between {@code before} and this. */
    Cost since(CpuReading before, long orders) {
        double seconds = (nanos - before.nanos) / 1e9;
        return new Cost(
                orders,
                seconds,
                (double) (hub - before.hub) / orders,
                (double) (jit - before.jit) / orders,
                (double) (postgres - before.postgres) / orders,
                (double) (other - before.other) / orders);
    }
}
