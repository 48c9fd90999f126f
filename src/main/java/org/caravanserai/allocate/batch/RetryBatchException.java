package org.caravanserai.allocate.batch;

import java.sql.SQLException;

/** Somebody changed what this batch had read: it must be read and decided anew. Carries the state of a serialisation failure. */
public final class RetryBatchException extends RuntimeException {

    public RetryBatchException(String message) {
        super(message, new SQLException(message, "40001"));
    }
}
