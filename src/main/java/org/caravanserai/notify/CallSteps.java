package org.caravanserai.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.io.EofSensorInputStream;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.base.Json;
import org.caravanserai.base.Leaves;
import org.caravanserai.channel.account.ForbiddenTargetException;
import org.caravanserai.outbox.LastCall;

/**
 * One HTTP call. Takes a {@link ChannelRequest} as the body and leaves a {@link ChannelAnswer};
 * of the message's headers none goes out but those of the request and its authorisation.
 */
public final class CallSteps {

    /** Faults whose exceptions are ours: what they say is for people, and holds no secret. */
    private static final Set<ChannelAnswer.Fault> SAID =
            Set.of(ChannelAnswer.Fault.NOT_AUTHORISED, ChannelAnswer.Fault.NOT_ALLOWED);

    private static final int LONGEST_ANSWER = 4 << 20;
    /** How long a call may take from the look at its lease to its first byte: connecting included, far below the lease time. */
    private static final Duration SEND_WITHIN = Duration.ofSeconds(8);

    private static final String AUTHORISATION = HubHeaders.AUTHORISATION;

    private final Authorizer authorizer;

    public CallSteps(Authorizer authorizer) {
        this.authorizer = authorizer;
    }

    /** @throws NotAuthorisedException when there is nothing to authorise it with */
    public void authorise(Exchange exchange) {
        OperationContext context = OperationContext.of(exchange);
        exchange.setProperty(
                AUTHORISATION,
                authorizer.headers(context.account(), context.recipe().auth()));
    }

    /**
     * Makes sure that it is still ours to call, and lays the request out for the HTTP component.
     *
     * @throws NotAuthorisedException when a secret that goes with the body is missing
     */
    @Leaves(
            body = byte[].class,
            clears = true,
            headers = {Exchange.HTTP_URI, Exchange.HTTP_METHOD, Exchange.CONTENT_TYPE, ChannelHttp.SEND_UNTIL})
    public void prepare(Exchange exchange) throws JsonProcessingException {
        OperationContext context = OperationContext.of(exchange);
        Message message = exchange.getMessage();
        ChannelRequest request = message.getBody(ChannelRequest.class);
        context.sending(request);
        LastCall.of(exchange).sending(request.method(), request.path());
        Map<String, Object> headers = new HashMap<>();
        headers.put("Accept", "application/json");
        headers.put("User-Agent", "Caravanserai/0.1");
        headers.putAll(request.headers());
        Object authorisation = exchange.removeProperty(AUTHORISATION);
        if (authorisation instanceof Map<?, ?> map) {
            map.forEach((name, value) -> headers.put(name.toString(), value));
        }
        headers.put(Exchange.HTTP_URI, context.account().baseUrl() + request.path());
        headers.put(Exchange.HTTP_METHOD, request.method());
        if (request.body() != null) {
            headers.put(Exchange.CONTENT_TYPE, "application/json");
        }
        message.setBody(request.body() == null ? null : Json.MAPPER.writeValueAsBytes(filled(context, request)));
        context.permit().requireLease();
        headers.put(ChannelHttp.SEND_UNTIL, Long.toString(System.nanoTime() + SEND_WITHIN.toNanos()));
        message.setHeaders(headers);
    }

    /** The body with its secrets; nobody keeps it. */
    private JsonNode filled(OperationContext context, ChannelRequest request) {
        if (request.secrets().isEmpty()) {
            return request.body();
        }
        ObjectNode body = request.body().deepCopy();
        request.secrets().forEach((field, secret) -> body.put(field, authorizer.secret(context.account(), secret)));
        return body;
    }

    /** Leaves what came back as the body. @throws IOException when it broke off on the way */
    @Leaves(body = ChannelAnswer.class, clears = true)
    public void readAnswer(Exchange exchange) throws IOException {
        Message message = exchange.getMessage();
        int status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
        LastCall.of(exchange).answered(status);
        byte[] raw = bytes(message.getBody());
        boolean tooLong = raw.length > LONGEST_ANSWER;
        ChannelAnswer answer = new ChannelAnswer(
                tooLong ? ChannelAnswer.Fault.TOO_LONG : null,
                status,
                headers(message),
                tooLong ? null : parse(raw),
                tooLong ? Arrays.copyOf(raw, LONGEST_ANSWER) : raw);
        message.setHeaders(new HashMap<>());
        message.setBody(answer);
        OperationContext context = exchange.getProperty(OperationContext.PROPERTY, OperationContext.class);
        if (context != null) {
            BudgetReadings.pass(context, answer);
            if (status == 401 || status == 403) {
                authorizer.refused(context.account(), context.recipe().auth());
            }
        }
    }

    /** Leaves an answer that says how the connection failed. */
    @Leaves(body = ChannelAnswer.class, clears = true)
    public void noteFault(Exchange exchange) {
        Throwable fault = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        exchange.getMessage().setHeaders(new HashMap<>());
        ChannelAnswer.Fault kind = kind(fault);
        exchange.getMessage()
                .setBody(ChannelAnswer.failed(
                        kind, SAID.contains(kind) ? cause(fault).getMessage() : ""));
    }

    private static Throwable cause(Throwable caught) {
        return caught instanceof UncheckedIOException ? caught.getCause() : caught;
    }

    private static ChannelAnswer.Fault kind(Throwable caught) {
        Throwable fault = cause(caught);
        if (fault instanceof ForbiddenTargetException) {
            return ChannelAnswer.Fault.NOT_ALLOWED;
        }
        if (fault instanceof NotAuthorisedException) {
            return ChannelAnswer.Fault.NOT_AUTHORISED;
        }
        if (fault instanceof javax.net.ssl.SSLHandshakeException
                || fault instanceof javax.net.ssl.SSLPeerUnverifiedException) {
            return ChannelAnswer.Fault.NOT_TRUSTED;
        }
        boolean before = fault instanceof ConnectException
                || fault instanceof UnknownHostException
                || fault instanceof NoRouteToHostException
                || fault instanceof ConnectTimeoutException
                || fault instanceof ConnectionRequestTimeoutException
                || fault instanceof FrozenCallException;
        return before ? ChannelAnswer.Fault.NOT_SENT : ChannelAnswer.Fault.BROKEN;
    }

    private static byte[] bytes(Object body) throws IOException {
        if (body instanceof byte[] bytes) {
            return bytes;
        }
        if (body instanceof InputStream in) {
            byte[] bytes = in.readNBytes(LONGEST_ANSWER + 1);
            if (bytes.length > LONGEST_ANSWER && in instanceof EofSensorInputStream rest) {
                // what is left is not read, and its connection is no more use
                rest.abort();
            }
            return bytes;
        }
        return new byte[0];
    }

    private static JsonNode parse(byte[] raw) {
        try {
            JsonNode body = raw.length == 0 ? null : Json.MAPPER.readTree(raw);
            return body == null || body.isMissingNode() || !body.isContainerNode() ? null : body;
        } catch (IOException e) {
            return null;
        }
    }

    private static Map<String, String> headers(Message message) {
        Map<String, String> headers = new HashMap<>();
        message.getHeaders().forEach((name, value) -> {
            Object first = value instanceof List<?> several && !several.isEmpty() ? several.get(0) : value;
            if (first != null && !name.startsWith("Camel")) {
                headers.put(name.toLowerCase(Locale.ROOT), first.toString());
            }
        });
        return headers;
    }
}
