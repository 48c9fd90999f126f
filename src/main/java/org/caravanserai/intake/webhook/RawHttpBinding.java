package org.caravanserai.intake.webhook;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.http.common.DefaultHttpBinding;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.base.RequestBodies;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a request in as it is: the body as bytes, never unzipped, up to a limit, of a longer one only the beginning; no header, query parameter or form field
 * becomes a message header (that is the allow-list's work). Puts out nothing but status, content type, Retry-After and body:
 * no message header, no exception, no stack trace leaves the hub.
 */
public final class RawHttpBinding extends DefaultHttpBinding {

    /** Exchange property: the HTTP status with which a request is to be refused whose body was not taken in. */
    static final String UNREADABLE = HubHeaders.UNREADABLE;

    private static final Logger LOG = LoggerFactory.getLogger(RawHttpBinding.class);

    /** A body that is longer than the limit by more than this factor is refused, whatever signs it. */
    private static final int FAR_TOO_LONG = 64;

    private final int maxBytes;

    /** @param maxBytes the longest body taken whole ({@code hub.webhook.max-bytes}) */
    public RawHttpBinding(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public void readRequest(HttpServletRequest request, Message message) {
        message.setHeader(Exchange.HTTP_PATH, request.getPathInfo() == null ? "" : request.getPathInfo());
        int refused = 0;
        byte[] body = null;
        try {
            if (request.getHeader("Content-Encoding") != null) {
                refused = 415;
            } else {
                body = RequestBodies.head(request.getInputStream(), request.getContentLengthLong(), maxBytes);
                long most = (long) maxBytes * FAR_TOO_LONG;
                if (request.getContentLengthLong() > most) {
                    refused = 413;
                } else if (body.length > maxBytes) {
                    message.getExchange()
                            .setProperty(HubHeaders.LONG_BODY, new LongBody(body, request.getInputStream(), most));
                }
            }
        } catch (IOException e) {
            LOG.debug("body ended early: {}", e.getMessage());
            refused = 400;
        }
        if (refused != 0) {
            message.getExchange().setProperty(UNREADABLE, refused);
        }
        message.setBody(body == null ? new byte[0] : body);
    }

    @Override
    public Object parseBody(HttpServletRequest request, Message message) {
        return new byte[0];
    }

    @Override
    public void writeResponse(Exchange exchange, HttpServletResponse response) throws IOException {
        Message message = exchange.getMessage();
        Integer status =
                exchange.getException() == null ? message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class) : null;
        if (status == null) {
            // a route that failed without an answer of its own: the sender should come again
            LOG.error("request not answered by its route {}", exchange.getFromRouteId(), exchange.getException());
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            response.setHeader("Retry-After", "30");
            return;
        }
        response.setStatus(status);
        String retryAfter = message.getHeader("Retry-After", String.class);
        if (retryAfter != null) {
            response.setHeader("Retry-After", retryAfter);
        }
        if (status == 400 || status == 413 || status == 415 || exchange.getProperty(HubHeaders.LONG_BODY) != null) {
            // what is left of the body is not read
            response.setHeader("Connection", "close");
        }
        byte[] body = body(message.getBody());
        response.setContentLength(body.length);
        if (body.length > 0) {
            String type = message.getHeader(Exchange.CONTENT_TYPE, String.class);
            response.setContentType(type == null ? "text/plain" : type);
            response.getOutputStream().write(body);
        }
    }

    private static byte[] body(Object body) {
        return body instanceof byte[] bytes
                ? bytes
                : body instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : new byte[0];
    }
}
