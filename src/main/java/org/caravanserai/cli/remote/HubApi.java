package org.caravanserai.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The API of a hub, as the command line uses it. */
final class HubApi {

    // a page of traces may be longer than what the hub takes from strangers
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int MOST_PAGES = 10_000;

    private final URI base;
    private final String token;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    HubApi(URI base, String token) {
        this.base = base;
        this.token = token;
    }

    /** @param query entries without a value are left out */
    JsonNode get(String path, Map<String, String> query) {
        String parameters = query.entrySet().stream()
                .filter(one -> one.getValue() != null)
                .map(one -> one.getKey() + "=" + encode(one.getValue()))
                .collect(Collectors.joining("&"));
        return call("GET", path + (parameters.isEmpty() ? "" : "?" + parameters), null);
    }

    JsonNode send(String method, String path, JsonNode body) {
        return call(method, path, body);
    }

    /**
     * The entries of all pages.
     *
     * @param list name of the list in each page
     * @param most stop after this many
     */
    List<JsonNode> all(String path, Map<String, String> query, String list, int most) {
        List<JsonNode> entries = new ArrayList<>();
        Map<String, String> next = new java.util.HashMap<>(query);
        for (int page = 0; page < MOST_PAGES && entries.size() < most; page++) {
            next.put("limit", Integer.toString(Math.min(500, most - entries.size())));
            JsonNode answer = get(path, next);
            answer.path(list).forEach(entries::add);
            if (!answer.hasNonNull("next")) {
                break;
            }
            next.put("cursor", answer.path("next").asText());
        }
        return entries;
    }

    /** One segment of a path or one value of a query. */
    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private JsonNode call(String method, String path, JsonNode body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/json");
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(body.toString()));
        }
        try {
            HttpResponse<byte[]> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() / 100 != 2) {
                throw new RemoteException(problem(answer));
            }
            return MAPPER.readTree(answer.body());
        } catch (IOException e) {
            throw new RemoteException(base + " does not answer as a hub: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RemoteException("interrupted");
        } catch (IllegalArgumentException e) {
            throw new RemoteException("the token has characters that cannot be sent");
        }
    }

    private static String problem(HttpResponse<byte[]> answer) {
        JsonNode told;
        try {
            told = MAPPER.readTree(answer.body());
        } catch (IOException e) {
            told = MAPPER.missingNode();
        }
        if (told == null || !told.hasNonNull("title")) {
            return answer.uri() + " answered " + answer.statusCode();
        }
        StringBuilder text = new StringBuilder(told.path("title").asText());
        if (told.hasNonNull("detail")) {
            text.append(": ").append(told.path("detail").asText());
        }
        told.path("errors")
                .forEach(one -> text.append("\n  ")
                        .append(one.path("pointer").asText())
                        .append(": ")
                        .append(one.path("detail").asText()));
        return text.append(" (").append(answer.statusCode()).append(')').toString();
    }
}
