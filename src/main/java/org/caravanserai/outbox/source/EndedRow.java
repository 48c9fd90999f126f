package org.caravanserai.outbox.source;

import org.caravanserai.outbox.OutboxRow;

/**
 * A row of the outbox whose call ended, or must be taken as ended.
 *
 * @param epoch the one the row must still have: the sender's, or the dead sender's for what it left behind
 */
record EndedRow(CompletedCall call, long epoch) {

    OutboxRow row() {
        return (OutboxRow) call.work();
    }
}
