package org.caravanserai.api;

import org.apache.camel.Exchange;

/**
 * The first step of every route: lets callers pass whose role covers the method's name. Who
 * may not call learns nothing about what exists.
 */
public final class ApiAuthorise {

    private final ApiTokens tokens;

    public ApiAuthorise(ApiTokens tokens) {
        this.tokens = tokens;
    }

    public void viewer(Exchange exchange) {
        require(exchange, Role.VIEWER);
    }

    public void operator(Exchange exchange) {
        require(exchange, Role.OPERATOR);
    }

    public void engineer(Exchange exchange) {
        require(exchange, Role.ENGINEER);
    }

    public void admin(Exchange exchange) {
        require(exchange, Role.ADMIN);
    }

    private void require(Exchange exchange, Role needed) {
        Object taken = exchange.getProperty(ApiRequest.PROPERTY);
        String token = taken instanceof ApiRequest request ? request.token() : null;
        if (taken instanceof ApiProblem problem) {
            throw problem;
        }
        Caller caller = token == null ? null : tokens.find(token).orElse(null);
        if (caller == null) {
            throw ApiProblem.unauthorised();
        }
        if (!caller.role().covers(needed)) {
            throw ApiProblem.forbidden(needed);
        }
        exchange.setProperty(Caller.PROPERTY, caller);
    }
}
