package org.caravanserai.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.base.Json;

/**
 * One request, taken apart without interpreting it.
 *
 * @param path decoded segments after the API's base: {@code [orders, 4711]}
 * @param query decoded parameters, each given once
 * @param token bearer token, or {@code null}
 * @param contentType media type of the body, or {@code null}
 * @param body the bytes; empty when there are none
 */
public record ApiRequest(List<String> path, Map<String, String> query, String token, String contentType, byte[] body) {

    /** Exchange property. */
    public static final String PROPERTY = HubHeaders.API_REQUEST;

    static final int LAST_YEAR = 9999;

    /** Entries per page, when the request does not say. */
    private static final int PAGE = 50;

    /** The segment at this place of the path; the contract check has looked at it. */
    public String segment(int index) {
        return path.get(index);
    }

    public Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name));
    }

    /** @throws ApiProblem 400 when it is no time that the database knows, such as the 60th second of a minute */
    public Optional<OffsetDateTime> time(String name) {
        return parameter(name).map(text -> {
            try {
                OffsetDateTime time = OffsetDateTime.parse(text);
                if (time.getYear() >= 0 && time.getYear() <= LAST_YEAR) {
                    return time;
                }
            } catch (DateTimeParseException e) {
                // said below
            }
            throw ApiProblem.invalid(
                    List.of(new ApiProblem.Wrong(name, "is no time of a calendar day in the years 0 to 9999")));
        });
    }

    public int limit() {
        return parameter("limit").map(Integer::parseInt).orElse(PAGE);
    }

    public PageCursor cursor() {
        return parameter("cursor").map(PageCursor::parse).orElse(PageCursor.START);
    }

    /** @throws ApiProblem 415 when the body does not call itself JSON, 400 when it is none or breaks the limits of {@link Json} */
    public JsonNode json() {
        if (contentType == null || !contentType.split(";")[0].strip().equalsIgnoreCase("application/json")) {
            throw ApiProblem.unsupported("send the body as Content-Type: application/json");
        }
        try {
            JsonNode node = Json.MAPPER.readTree(body);
            if (node == null || node.isMissingNode()) {
                throw ApiProblem.badRequest("the body is empty; this operation needs a JSON object");
            }
            return node;
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            var where = e.getLocation();
            throw ApiProblem.badRequest("the body is no JSON the hub takes"
                    + (where == null ? "" : ": line " + where.getLineNr() + ", column " + where.getColumnNr()));
        } catch (IOException e) {
            throw ApiProblem.badRequest("the body cannot be read as UTF-8 JSON");
        }
    }
}
