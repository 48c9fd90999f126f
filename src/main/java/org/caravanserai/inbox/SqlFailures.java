package org.caravanserai.inbox;

import java.sql.SQLException;

/** Tells failures that concern one event from failures that concern the whole transaction. */
final class SqlFailures {

    private SqlFailures() {}

    /** Serialisation failures and deadlocks (class 40), lost or refused connections (08, 57, 53), ended transactions (25). */
    static boolean endTheTransaction(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                String kind = sql.getSQLState().substring(0, 2);
                return kind.equals("40")
                        || kind.equals("08")
                        || kind.equals("57")
                        || kind.equals("53")
                        || sql.getSQLState().equals("25P03");
            }
        }
        return false;
    }
}
