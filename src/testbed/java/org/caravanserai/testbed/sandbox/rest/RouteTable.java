package org.caravanserai.testbed.sandbox.rest;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import org.caravanserai.testbed.sandbox.http.Call;

/** All operations of a channel; the first that fits takes the call. */
final class RouteTable<R extends RestRoute> {

    private final List<R> routes;

    RouteTable(R[] routes) {
        this.routes = List.of(routes);
    }

    /** A call's route and the decoded variables of its path. */
    record Match<R>(R route, List<String> variables) {}

    Optional<Match<R>> match(Call call) {
        for (R route : routes) {
            Matcher matcher = route.shape().path().matcher(route.path(call));
            if (matcher.matches() && route.takes(call.method())) {
                List<String> variables = new ArrayList<>();
                for (int group = 1; group <= matcher.groupCount(); group++) {
                    variables.add(URLDecoder.decode(matcher.group(group).replace("+", "%2B"), StandardCharsets.UTF_8));
                }
                return Optional.of(new Match<>(route, variables));
            }
        }
        return Optional.empty();
    }
}
