package org.caravanserai.oracle;

/** What channels and warehouse complain of. */
final class ViolationsCheck implements Check {

    @Override
    public void look(Books books, Findings findings) {
        books.channels()
                .violations()
                .forEach(one -> findings.add(
                        "channel." + one.code(),
                        one.what(),
                        one.channel() + "/" + one.account()
                                + (one.orderId().isEmpty() ? "" : " order " + one.orderId())));
        books.warehouse()
                .violations()
                .forEach(one -> findings.add("warehouse." + one.code(), one.what(), "dispatch " + one.dispatchId()));
    }
}
