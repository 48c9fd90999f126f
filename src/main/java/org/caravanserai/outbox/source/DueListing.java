package org.caravanserai.outbox.source;

import org.caravanserai.outbox.Destination;
import org.caravanserai.outbox.StockWork;
import org.caravanserai.outbox.WorkAccount;
import org.caravanserai.outbox.WorkKind;

/** A listing that may show the wrong quantity. @param listing its id */
record DueListing(WorkAccount account, long listing) implements DueWork {

    @Override
    public WorkKind kind() {
        return WorkKind.STOCK;
    }

    @Override
    public Destination destination() {
        return account.destination();
    }

    @Override
    public String operation() {
        return StockWork.OPERATION;
    }

    @Override
    public String serialKey() {
        return StockWork.serialKey(listing);
    }
}
