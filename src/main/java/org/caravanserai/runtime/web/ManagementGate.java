package org.caravanserai.runtime.web;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.util.function.Predicate;

/** Lets callers from this machine and callers with a token see health and metrics; liveness is for everyone. */
public final class ManagementGate implements Filter {

    private final transient Predicate<String> token;

    /** @param token whether a bearer token may look; it is asked for callers from other machines only */
    public ManagementGate(Predicate<String> token) {
        this.token = token;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        if (http.getRequestURI().equals("/observe/health/live")
                || InetAddress.getByName(http.getRemoteAddr()).isLoopbackAddress()
                || known(http)) {
            chain.doFilter(request, response);
        } else {
            HttpServletResponse answer = (HttpServletResponse) response;
            answer.setHeader("WWW-Authenticate", "Bearer");
            answer.sendError(HttpServletResponse.SC_UNAUTHORIZED);
        }
    }

    private boolean known(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        return header != null && header.startsWith("Bearer ") && token.test(header.substring("Bearer ".length()));
    }
}
