package org.caravanserai.order;

/** Units of one line in a group, and how many of them have left. */
public final class GroupUnits {

    private int quantity;
    private int shipped;

    public GroupUnits(int quantity, int shipped) {
        this.quantity = quantity;
        this.shipped = shipped;
    }

    public int quantity() {
        return quantity;
    }

    public int shipped() {
        return shipped;
    }

    /** Units that have not left. */
    public int open() {
        return quantity - shipped;
    }

    void ship(int units) {
        if (units > open()) {
            throw new IllegalStateException("cannot ship " + units + " of " + open() + " open units");
        }
        shipped += units;
    }

    void reduceBy(int units) {
        if (units > open()) {
            throw new IllegalStateException("cannot take " + units + " of " + open() + " open units away");
        }
        quantity -= units;
    }
}
