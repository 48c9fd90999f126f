package org.caravanserai.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.ExchangeProperty;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stock per SKU and location. */
public final class StockReader {

    private final JdbcClient jdbc;

    public StockReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public ObjectNode find(@ExchangeProperty(ApiRequest.PROPERTY) ApiRequest request) {
        PageCursor cursor = request.cursor();
        return Page.of(
                "levels",
                jdbc.sql("""
                        select sku, location, on_hand, reserved, on_hand - reserved as available, version, updated_at from stock
                         where (:sku::text is null or sku = :sku) and (:location::text is null or location = :location)
                           and (sku, location) > (:afterSku, :afterLocation) order by sku, location limit :most""")
                        .param("sku", request.parameter("sku").orElse(null))
                        .param("location", request.parameter("location").orElse(null))
                        .param("afterSku", cursor.isStart() ? "" : cursor.value(0))
                        .param("afterLocation", cursor.isStart() ? "" : cursor.value(1))
                        .param("most", request.limit() + 1)
                        .query((row, n) -> new JsonRow(row)
                                .text("sku", "sku")
                                .text("location", "location")
                                .integer("onHand", "on_hand")
                                .integer("reserved", "reserved")
                                .integer("available", "available")
                                .integer("version", "version")
                                .time("updatedAt", "updated_at")
                                .node())
                        .list(),
                request.limit(),
                last -> PageCursor.of(
                        last.path("sku").asText(), last.path("location").asText()));
    }
}
