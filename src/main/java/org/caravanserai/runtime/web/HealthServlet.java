package org.caravanserai.runtime.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.caravanserai.base.Json;
import org.caravanserai.runtime.home.HubState;

/**
 * {@code /observe/health}: 200 when everything is well, else 503, with each check's state. {@code /live} asks only whether
 * the process should be restarted; {@code /ready} whether it can take orders now.
 */
public final class HealthServlet extends HttpServlet {

    private static final String FULL = "full";

    private final transient HubState state;
    private final transient Supplier<CamelContext> camel;

    public HealthServlet(HubState state, Supplier<CamelContext> camel) {
        this.state = state;
        this.camel = camel;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getPathInfo() == null ? "" : request.getPathInfo();
        CamelContext context = camel.get();
        boolean live = path.equals("/live");
        if (!live && !path.isEmpty() && !path.equals("/") && !path.equals("/ready")) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        Collection<HealthCheck.Result> results = context == null
                ? List.of()
                : live
                        ? HealthCheckHelper.invokeLiveness(context, FULL)
                        : path.equals("/ready")
                                ? HealthCheckHelper.invokeReadiness(context, FULL)
                                : HealthCheckHelper.invoke(context, FULL);
        boolean up = HealthCheckHelper.isResultsUp(results, !live) && (live || state.phase() == HubState.Phase.READY);
        write(response, up, results);
    }

    private void write(HttpServletResponse response, boolean up, Collection<HealthCheck.Result> results)
            throws IOException {
        ObjectNode document = Json.MAPPER.createObjectNode();
        document.put("status", up ? "UP" : "DOWN");
        document.put("hub", state.phase().name());
        ArrayNode checks = document.putArray("checks");
        results.stream()
                .sorted(Comparator.comparing(result -> result.getCheck().getId()))
                .forEach(result -> {
                    ObjectNode check = checks.addObject();
                    check.put("name", result.getCheck().getId());
                    check.put("status", result.getState().name());
                    result.getMessage().ifPresent(message -> check.put("message", message));
                });
        response.setStatus(up ? 200 : 503);
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(Json.MAPPER.writeValueAsBytes(document));
    }
}
