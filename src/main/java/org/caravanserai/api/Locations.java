package org.caravanserai.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.apache.camel.ExchangeProperty;
import org.caravanserai.audit.AuditLog;
import org.caravanserai.base.AuditRow;
import org.caravanserai.base.Json;
import org.caravanserai.inventory.LocationTable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Where stock lies and parcels leave. */
public final class Locations {

    private static final String SELECT = "select code, name, priority, country, active from location ";

    private final JdbcClient jdbc;
    private final TransactionTemplate tx;
    private final AuditLog audit;
    private final LocationTable locations;

    public Locations(JdbcClient jdbc, TransactionTemplate tx, AuditLog audit) {
        this.jdbc = jdbc;
        this.tx = tx;
        this.audit = audit;
        this.locations = new LocationTable(jdbc);
    }

    public ObjectNode find() {
        ObjectNode list = Json.MAPPER.createObjectNode();
        list.putArray("locations")
                .addAll(jdbc.sql(SELECT + "order by priority, code")
                        .query(Locations::entry)
                        .list());
        return list;
    }

    /** @throws ApiProblem 404 when there is no such location */
    public ObjectNode get(@ExchangeProperty(ApiRequest.PROPERTY) ApiRequest request) {
        return get(request.segment(1));
    }

    /** What is not named stays as it is, as with items. */
    public ObjectNode put(
            @ExchangeProperty(ApiRequest.PROPERTY) ApiRequest request,
            @ExchangeProperty(Caller.PROPERTY) Caller caller) {
        String code = request.segment(1);
        JsonNode change = request.json();
        return tx.execute(status -> {
            locations.put(
                    code,
                    change.hasNonNull("name") ? change.path("name").asText() : null,
                    change.hasNonNull("priority") ? change.path("priority").asInt() : null,
                    change.hasNonNull("country") ? change.path("country").asText() : null,
                    change.hasNonNull("active") ? change.path("active").asBoolean() : null);
            ObjectNode now = get(code);
            audit.write(AuditRow.of("location.put", caller.actor(), null, now));
            return now;
        });
    }

    private ObjectNode get(String code) {
        return jdbc.sql(SELECT + "where code = :code")
                .param("code", code)
                .query(Locations::entry)
                .optional()
                .orElseThrow(() -> ApiProblem.notFound("location " + code));
    }

    private static ObjectNode entry(ResultSet row, int number) throws SQLException {
        return new JsonRow(row)
                .text("code", "code")
                .text("name", "name")
                .integer("priority", "priority")
                .text("country", "country")
                .flag("active", "active")
                .node();
    }
}
