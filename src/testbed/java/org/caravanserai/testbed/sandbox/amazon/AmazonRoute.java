package org.caravanserai.testbed.sandbox.amazon;

import org.caravanserai.testbed.sandbox.http.Call;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The operations, each with the usage plan of the published models: requests per second of sandbox time and burst. Zero means
 * no plan is published.
 */
enum AmazonRoute {

    TOKEN("token", "POST", "/auth/o2/token", 0, 0),
    GET_ORDER("getOrder", "GET", "/orders/2026-01-01/orders/([^/]+)", 0.5, 30),
    SEARCH_ORDERS("searchOrders", "GET", "/orders/2026-01-01/orders", 0.0056, 20),
    CONFIRM_SHIPMENT("confirmShipment", "POST", "/orders/v0/orders/([^/]+)/shipmentConfirmation", 2, 10),
    PATCH_LISTING("patchListingsItem", "PATCH", "/listings/2021-08-01/items/([^/]+)/([^/]+)", 5, 5),
    GET_LISTING("getListingsItem", "GET", "/listings/2021-08-01/items/([^/]+)/([^/]+)", 5, 10);

    private final String operation;
    private final String method;
    private final Pattern path;
    private final double rate;
    private final int burst;

    AmazonRoute(String operation, String method, String path, double rate, int burst) {
        this.operation = operation;
        this.method = method;
        this.path = Pattern.compile(path);
        this.rate = rate;
        this.burst = burst;
    }

    String operation() {
        return operation;
    }

    double rate() {
        return rate;
    }

    int burst() {
        return burst;
    }

    /** A call's route and the decoded variables of its path. */
    record Match(AmazonRoute route, List<String> variables) {
    }

    static Optional<Match> match(Call call) {
        for (AmazonRoute route : values()) {
            Matcher matcher = route.path.matcher(call.rawPath());
            if (matcher.matches() && route.method.equals(call.method())) {
                List<String> variables = new ArrayList<>();
                for (int group = 1; group <= matcher.groupCount(); group++) {
                    variables.add(URLDecoder.decode(matcher.group(group).replace("+", "%2B"), StandardCharsets.UTF_8));
                }
                return Optional.of(new Match(route, variables));
            }
        }
        return Optional.empty();
    }
}
