package org.caravanserai.inbox;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Deletes what the inbox keeps only for a time; a little at once, so that no statement takes long and none holds many rows. */
public final class InboxRetention {

    private static final int AT_ONCE = 5_000;

    private final JdbcClient jdbc;

    public InboxRetention(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Forgets when orders were fetched for the sake of what could not be believed, once that is long ago. @return how many */
    public int deletePaces(Instant fetchedBefore) {
        return jdbc.sql("delete from fetch_pace where fetch_at < ?")
                .param(fetchedBefore.atOffset(ZoneOffset.UTC))
                .update();
    }

    /**
     * Deletes the keys of events received before: a delivery repeated after that is taken as new, and its order merges it by
     * version.
     *
     * @return how many
     */
    public int deleteKeys(Instant receivedBefore) {
        OffsetDateTime before = receivedBefore.atOffset(ZoneOffset.UTC);
        int all = 0;
        int last;
        do {
            last = jdbc.sql(
                            "delete from inbox_key where ctid = any(array(select ctid from inbox_key where received_at < ? limit ?))")
                    .params(before, AT_ONCE)
                    .update();
            all += last;
        } while (last == AT_ONCE);
        return all;
    }
}
