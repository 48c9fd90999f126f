package org.caravanserai.outbox.source;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a push of stock would change at an account's listings now: the same figures that the sender computes. */
public final class StockPreview {

    private static final String LISTINGS = """
            select i.id, i.sku, i.product, i.variant, i.channel_sku, i.believed, s.counted,
                   greatest(0, s.free - :buffer)::int as target
              from listing i
            """ + ListingLevels.STOCK + """
             where i.account_id = :account
            """;

    private final JdbcClient jdbc;

    /**
     * A listing.
     *
     * @param shown units the channel shows as far as we know; null: nobody knows
     * @param target units it would show; null: what is there was never counted, and nothing is told
     */
    public record Entry(
            long id, String sku, String product, String variant, String channelSku, Integer shown, Integer target) {

        /** Whether a push would be made. */
        public boolean changes() {
            return target != null && !target.equals(shown);
        }
    }

    /**
     * How many listings there are.
     *
     * @param changes those that would be told another quantity, or one where nobody knows what is shown
     * @param notCounted those of which nothing is told
     */
    public record Figures(int listings, int changes, int notCounted) {}

    public StockPreview(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Listings in the order of their ids.
     *
     * @param buffer units never shown to the channel
     * @param after id of the last one that is known, 0 for none
     */
    public List<Entry> page(int account, int buffer, long after, int most) {
        return jdbc.sql(LISTINGS + " and i.id > :after order by i.id limit :most")
                .param("account", account)
                .param("buffer", buffer)
                .param("after", after)
                .param("most", most)
                .query((row, n) -> new Entry(
                        row.getLong("id"),
                        row.getString("sku"),
                        row.getString("product"),
                        row.getString("variant"),
                        row.getString("channel_sku"),
                        row.getObject("believed", Integer.class),
                        row.getBoolean("counted") ? row.getInt("target") : null))
                .list();
    }

    public Figures figures(int account, int buffer) {
        return jdbc.sql("select count(*), count(*) filter (where counted and believed is distinct from target),"
                        + " count(*) filter (where not counted) from (" + LISTINGS + ") l")
                .param("account", account)
                .param("buffer", buffer)
                .query((row, n) -> new Figures(row.getInt(1), row.getInt(2), row.getInt(3)))
                .single();
    }
}
