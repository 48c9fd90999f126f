package org.caravanserai.inventory;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.caravanserai.base.SqlBatch;

/** Which of the SKUs and locations that reports name the hub has. */
public final class KnownStockKeys {

    private static final String ITEMS = "select sku from item where sku = any(?)";
    private static final String LOCATIONS = "select code from location where code = any(?)";

    private final Set<String> skus;
    private final Set<String> locations;

    private KnownStockKeys(Set<String> skus, Set<String> locations) {
        this.skus = skus;
        this.locations = locations;
    }

    /** Looks up all that these counts name, at once. */
    public static KnownStockKeys of(Connection connection, Collection<CountedStock> counts) throws SQLException {
        return new KnownStockKeys(
                find(
                        connection,
                        ITEMS,
                        counts.stream().map(CountedStock::sku).distinct().toArray(String[]::new)),
                find(
                        connection,
                        LOCATIONS,
                        counts.stream().map(CountedStock::location).distinct().toArray(String[]::new)));
    }

    /** What of it the hub does not have, in words; empty when it has both. */
    public Optional<String> missing(CountedStock count) {
        boolean item = skus.contains(count.sku());
        boolean location = locations.contains(count.location());
        if (item && location) {
            return Optional.empty();
        }
        return Optional.of(
                item
                        ? "the location is not known"
                        : location ? "the SKU is not known" : "neither SKU nor location is known");
    }

    private static Set<String> find(Connection connection, String query, String[] names) throws SQLException {
        Set<String> found = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            SqlBatch.bind(connection, statement, 1, names);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(row.getString(1));
                }
            }
        }
        return found;
    }
}
