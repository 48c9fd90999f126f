package org.caravanserai.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Currency;
import org.caravanserai.base.Json;

/** Builds the contract's JSON from a database row: ids as text, times in UTC, money with its currency's digits. */
final class JsonRow {

    private final ResultSet row;
    private final ObjectNode node = Json.MAPPER.createObjectNode();

    JsonRow(ResultSet row) {
        this.row = row;
    }

    ObjectNode node() {
        return node;
    }

    JsonRow text(String name, String column) throws SQLException {
        node.put(name, row.getString(column));
        return this;
    }

    JsonRow integer(String name, String column) throws SQLException {
        long value = row.getLong(column);
        if (row.wasNull()) {
            node.putNull(name);
        } else {
            node.put(name, value);
        }
        return this;
    }

    JsonRow flag(String name, String column) throws SQLException {
        node.put(name, row.getBoolean(column));
        return this;
    }

    JsonRow time(String name, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        node.put(name, value == null ? null : value.toInstant().toString());
        return this;
    }

    /** The amount with at least its currency's minor digits and all that are stored. */
    JsonRow money(String name, String column, String currency) throws SQLException {
        BigDecimal value = row.getBigDecimal(column);
        node.put(name, value == null ? null : plain(value, row.getString(currency)));
        return this;
    }

    JsonRow words(String name, String column) throws SQLException {
        var words = node.putArray(name);
        for (String word : row.getString(column).split(" ")) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return this;
    }

    /** A column of JSON text. */
    JsonRow json(String name, String column) throws SQLException {
        node.set(name, parse(row.getString(column)));
        return this;
    }

    /** A column of JSON text that is a list. */
    JsonRow list(String name, String column) throws SQLException {
        node.set(name, parse(row.getString(column)).path("value"));
        return this;
    }

    static JsonNode parse(String text) {
        try {
            JsonNode node = Json.MAPPER.readTree(text);
            return node.isObject() ? node : Json.MAPPER.createObjectNode().set("value", node);
        } catch (JsonProcessingException e) {
            return Json.MAPPER.createObjectNode().put("unreadable", true);
        }
    }

    private static String plain(BigDecimal value, String currency) {
        BigDecimal bare = value.stripTrailingZeros();
        return bare.setScale(Math.max(bare.scale(), digits(currency))).toPlainString();
    }

    private static int digits(String currency) {
        try {
            return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        } catch (IllegalArgumentException e) {
            return 2; // a currency this Java does not know
        }
    }
}
