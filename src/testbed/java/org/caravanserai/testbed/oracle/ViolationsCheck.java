package org.caravanserai.testbed.oracle;

/** What channels and warehouse complain of. */
final class ViolationsCheck implements Check {

    @Override
    public void look(Snapshot snapshot, Findings findings) {
        snapshot.channels()
                .violations()
                .forEach(one -> findings.add(
                        "channel." + one.code(),
                        one.what(),
                        one.channel() + "/" + one.account()
                                + (one.orderId().isEmpty() ? "" : " order " + one.orderId())));
        snapshot.warehouse()
                .violations()
                .forEach(one -> findings.add("warehouse." + one.code(), one.what(), "dispatch " + one.dispatchId()));
    }
}
