package org.caravanserai.runtime.wiring;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Readiness of what the hub stands on. None of them counts for liveness: a restart would not mend them. */
public final class OwnChecks {

    @FunctionalInterface
    private interface Probe {
        /** Empty when well, else what is wrong. */
        String fault() throws SQLException;
    }

    private OwnChecks() {}

    public static List<HealthCheck> of(Services services) {
        return List.of(
                check("database", () -> {
                    try (Connection connection = services.dataSource().getConnection()) {
                        return connection.isValid(2) ? "" : "the database does not answer";
                    }
                }),
                check("broker", () -> services.broker().up() ? "" : "the broker is away or its disk is full"),
                check("owner", () -> services.owner().held() ? "" : "the owner's lock is being taken again"));
    }

    private static HealthCheck check(String id, Probe probe) {
        return new AbstractHealthCheck("hub", id) {
            @Override
            public boolean isLiveness() {
                return false;
            }

            @Override
            protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
                try {
                    String fault = probe.fault();
                    builder.message(fault.isEmpty() ? null : fault)
                            .state(fault.isEmpty() ? HealthCheck.State.UP : HealthCheck.State.DOWN);
                } catch (SQLException e) {
                    builder.message("the database cannot be reached").down();
                }
            }
        };
    }
}
