package org.caravanserai.notify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * One HTTP request to a channel, as a script made it.
 *
 * @param path below the account's base URL, encoded, with its query
 * @param body JSON, or null for none
 * @param secrets fields of the body that are filled with a secret of the account just before it is sent: field, secret's name
 * @param purpose what it repairs, in words for people; empty for everyday calls
 */
public record ChannelRequest(
        String method,
        String path,
        Map<String, String> headers,
        JsonNode body,
        Map<String, String> secrets,
        String purpose) {

    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

    /**
     * Reads what a script put out. Only a path below the base URL is taken: no script and no payload can turn a call to
     * another host.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    public static ChannelRequest of(JsonNode node) {
        String method = node.path("method").asText("");
        String path = node.path("path").asText("");
        if (!METHODS.contains(method)) {
            throw new IllegalArgumentException("method '" + method + "' is none of " + METHODS);
        }
        if (!path.matches("/[!-~]*") || path.matches(".*(/\\.\\.?)(/|\\?|$).*") || path.contains("#")) {
            throw new IllegalArgumentException("path '" + path + "' must begin with / and be encoded");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        node.path("headers")
                .fields()
                .forEachRemaining(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        headers.forEach((name, value) -> {
            if (!name.matches("[A-Za-z0-9-]+") || !value.matches("[ -~]*")) {
                throw new IllegalArgumentException("header '" + name + "' cannot be sent");
            }
        });
        Map<String, String> secrets = new LinkedHashMap<>();
        node.path("secrets")
                .fields()
                .forEachRemaining(
                        field -> secrets.put(field.getKey(), field.getValue().asText()));
        JsonNode body = node.get("body");
        if (!secrets.isEmpty() && (body == null || !body.isObject())) {
            throw new IllegalArgumentException("secrets " + secrets.keySet() + " have no body to stand in");
        }
        return new ChannelRequest(
                method,
                path,
                Map.copyOf(headers),
                body == null || body.isNull() ? null : body,
                Map.copyOf(secrets),
                node.path("purpose").asText(""));
    }

    /** Changes nothing at the channel, whatever becomes of it. */
    public boolean read() {
        return method.equals("GET");
    }
}
