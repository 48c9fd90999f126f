package org.caravanserai.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.http.common.DefaultHttpBinding;
import org.caravanserai.base.RequestBodies;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns a request into the exchange property {@value ApiRequest#PROPERTY} and nothing else: no header, query parameter or
 * form field becomes a message header but the path. Puts out the {@link ApiAnswer} of the route and nothing else.
 */
public final class ApiHttpBinding extends DefaultHttpBinding {

    private static final Logger LOG = LoggerFactory.getLogger(ApiHttpBinding.class);
    private static final String BASE = "/api/v1/";
    private static final Set<String> ODD_SEGMENTS = Set.of("", ".", "..");

    private final int maxBytes;

    /** @param maxBytes the longest body taken */
    public ApiHttpBinding(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public void readRequest(HttpServletRequest request, Message message) {
        message.setBody(null);
        message.setHeader(Exchange.HTTP_PATH, request.getPathInfo()); // Camel's servlet asks for it
        Exchange exchange = message.getExchange();
        try {
            exchange.setProperty(
                    ApiRequest.PROPERTY,
                    new ApiRequest(
                            path(request),
                            query(request.getQueryString()),
                            token(request),
                            request.getContentType(),
                            body(request)));
        } catch (ApiProblem problem) {
            // kept for the first step: only there the route's own answer to problems is at hand
            exchange.setProperty(ApiRequest.PROPERTY, problem);
        }
    }

    @Override
    public Object parseBody(HttpServletRequest request, Message message) {
        return null;
    }

    @Override
    public void writeResponse(Exchange exchange, HttpServletResponse response) throws IOException {
        ApiAnswer answer = exchange.getMessage().getBody() instanceof ApiAnswer made && exchange.getException() == null
                ? made
                : null;
        if (answer == null) {
            LOG.error("route {} gave no answer", exchange.getFromRouteId(), exchange.getException());
            answer = ApiAnswer.problem(ApiProblem.internal());
        }
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        response.setContentType(answer.contentType());
        response.setContentLength(answer.body().length);
        response.getOutputStream().write(answer.body());
    }

    private byte[] body(HttpServletRequest request) {
        if (request.getHeader("Content-Encoding") != null) {
            throw ApiProblem.unsupported("compressed bodies are not taken");
        }
        try {
            return RequestBodies.read(request.getInputStream(), request.getContentLengthLong(), maxBytes)
                    .orElseThrow(() -> ApiProblem.tooLarge(maxBytes));
        } catch (IOException e) {
            throw ApiProblem.badRequest("the body ended early");
        }
    }

    private static List<String> path(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        if (!path.startsWith(BASE)) {
            return List.of();
        }
        if (path.equals(BASE)) {
            return List.of("");
        }
        // as it was sent: the web server has taken dot segments away before the route was chosen
        String[] sent = path.substring(1).split("/", -1);
        List<String> segments = Arrays.stream(sent)
                .map(segment -> decode(segment.replace("+", "%2B")))
                .toList();
        if (segments.stream().anyMatch(ODD_SEGMENTS::contains) || path.indexOf(';') >= 0) {
            throw ApiProblem.badRequest(
                    "the address has an empty segment, a dot segment or a path parameter (;), which this API does not have");
        }
        return segments.subList(2, segments.size());
    }

    private static Map<String, String> query(String text) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String pair : text == null || text.isEmpty() ? new String[0] : text.split("&")) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            if (query.put(name, equals < 0 ? "" : decode(pair.substring(equals + 1))) != null) {
                throw ApiProblem.badRequest("the query parameter " + ApiProblem.named(name) + " is given twice");
            }
        }
        return query;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ApiProblem.badRequest("the address has a % that is no escape");
        }
    }

    private static String token(HttpServletRequest request) {
        List<String> values = Collections.list(request.getHeaders("Authorization"));
        if (values.size() != 1 || !values.get(0).regionMatches(true, 0, "Bearer ", 0, 7)) {
            return null;
        }
        return values.get(0).substring(7).strip();
    }
}
