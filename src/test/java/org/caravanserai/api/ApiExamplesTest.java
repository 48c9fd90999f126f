package org.caravanserai.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.ValidationReport;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.caravanserai.api.ApiUnderTest.Answer;
import org.caravanserai.base.Json;
import org.caravanserai.channel.FakeChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The examples of openapi.yaml are there for every operation, are what they are examples of, and are answered by a running API as
 * the document says: who copies one into a program has something that works.
 */
class ApiExamplesTest {

    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";
    private static final JsonNode DOCUMENT = document();
    private static final OpenApiInteractionValidator VALIDATOR =
            OpenApiInteractionValidator.createForInlineApiSpecification(new ApiContract().text())
                    .build();

    /** @param path the template */
    record Operation(String id, String method, String path, JsonNode of, JsonNode parameters) {

        /** The path with the examples of its parameters, each in the form that {@code known} prefers. */
        String address(Map<String, String> known) {
            Matcher variable = Pattern.compile("\\{([^}]+)}").matcher(path);
            return variable.replaceAll(found -> Matcher.quoteReplacement(
                    known.getOrDefault(found.group(1), parameter(found.group(1)).asText())));
        }

        JsonNode parameter(String name) {
            for (JsonNode one : parameters) {
                JsonNode parameter = resolved(one);
                if (parameter.path("in").asText().equals("path")
                        && parameter.path("name").asText().equals(name)) {
                    return parameter.path("example");
                }
            }
            return parameters.path("none");
        }

        /** Bodies that may be sent; empty when none may. */
        List<JsonNode> requests() {
            return examples(of.path("requestBody").path("content").path(JSON));
        }

        Map<String, JsonNode> answers() {
            return of.path("responses").properties().stream()
                    .filter(answer -> answer.getKey().startsWith("2"))
                    .collect(Collectors.toMap(Map.Entry::getKey, answer -> resolved(answer.getValue())));
        }

        @Override
        public String toString() {
            return id;
        }
    }

    static Stream<Operation> operations() {
        List<Operation> all = new ArrayList<>();
        DOCUMENT.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(method -> method.getValue().has("operationId"))
                        .forEach(method -> all.add(new Operation(
                                method.getValue().path("operationId").asText(),
                                method.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                method.getValue(),
                                parameters(path.getValue(), method.getValue())))));
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyOperationHasAnExampleOfWhatIsSentAndOfEachAnswer(Operation operation) {
        Matcher variable = Pattern.compile("\\{([^}]+)}").matcher(operation.path);
        while (variable.find()) {
            assertThat(operation.parameter(variable.group(1)).asText())
                    .as("example of {%s}", variable.group(1))
                    .isNotEmpty();
        }
        if (operation.of.has("requestBody")) {
            assertThat(operation.requests()).as("examples of the request").isNotEmpty();
        }
        assertThat(operation.answers()).isNotEmpty();
        operation
                .answers()
                .forEach((status, answer) -> answer.path("content")
                        .forEach(content -> assertThat(examples(content))
                                .as("examples of %s", status)
                                .isNotEmpty()));
        if (operation.of.path("responses").has("default")) {
            assertThat(examples(problem(operation))).as("examples of problems").isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyExampleIsWhatItsSchemaSays(Operation operation) {
        Request.Method method = Request.Method.valueOf(operation.method);
        String path = operation.address(Map.of());
        List<JsonNode> requests =
                operation.requests().isEmpty() ? List.of(DOCUMENT.path("none")) : operation.requests();
        for (JsonNode body : requests) {
            SimpleRequest.Builder request = new SimpleRequest.Builder(method, path).withAuthorization("Bearer token");
            if (!body.isMissingNode()) {
                request.withContentType(JSON).withBody(body.toString());
            }
            assertThat(faults(VALIDATOR.validateRequest(request.build())))
                    .as("%s", body)
                    .isEmpty();
        }
        operation
                .answers()
                .forEach((status, answer) -> examples(answer.path("content").path(JSON))
                        .forEach(body -> answered(path, method, Integer.parseInt(status), JSON, body)));
        examples(problem(operation))
                .forEach(body -> answered(path, method, body.path("status").asInt(), PROBLEM, body));
    }

    @Test
    void everyExampleIsUsedAndNoProblemIsOneThatTheHubDoesNotAnswer() {
        Set<String> used = DOCUMENT.findValuesAsText("$ref").stream()
                .filter(reference -> reference.startsWith("#/components/examples/"))
                .map(reference -> reference.replaceFirst(".*/", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> there = new TreeSet<>();
        DOCUMENT.at("/components/examples").fieldNames().forEachRemaining(there::add);
        assertThat(used).isEqualTo(there);

        Set<String> answered = Stream.of(
                        ApiProblem.invalid(List.of()),
                        ApiProblem.unauthorised(),
                        ApiProblem.forbidden(Role.ADMIN),
                        ApiProblem.notFound("order 1"),
                        ApiProblem.conflict(""),
                        ApiProblem.gone(""))
                .map(one -> one.status() + " urn:caravanserai:problem:" + one.code() + " " + one.title())
                .collect(Collectors.toSet());
        DOCUMENT.at("/components/examples").properties().stream()
                .filter(example -> example.getKey().startsWith("problem-"))
                .map(example -> example.getValue().path("value"))
                .forEach(one -> assertThat(answered)
                        .contains(one.path("status").asText() + " "
                                + one.path("type").asText() + " "
                                + one.path("title").asText()));
    }

    /** In the document's order, as the least role that may; ids that the database made stand for those of the examples. */
    @Test
    void theRunningApiTakesEachRequestAndAnswersAsItsExamplesSay() throws Exception {
        try (ApiUnderTest api = new ApiUnderTest();
                FakeChannel shop = new FakeChannel()) {
            World world = new World(api, shop);
            for (Operation operation : operations().toList()) {
                List<JsonNode> requests =
                        operation.requests().isEmpty() ? List.of(DOCUMENT.path("none")) : operation.requests();
                for (JsonNode body : requests) {
                    Map<String, String> known = world.before(operation);
                    Answer answer = api.call(
                            operation.of.has("x-role")
                                    ? Role.of(operation.of.path("x-role").asText())
                                    : null,
                            operation.method,
                            operation.address(known),
                            body.isMissingNode() ? null : world.known(body).toString());
                    assertThat(operation.answers().keySet())
                            .as(
                                    "%s %s: %s",
                                    operation.id, body, answer.response().body())
                            .contains(Integer.toString(answer.status()));
                }
            }
        }
    }

    /** What must be there for the examples to make sense. */
    private static final class World {

        private final ApiUnderTest api;
        private final FakeChannel shop;
        private final int account;
        private final long order;

        World(ApiUnderTest api, FakeChannel shop) throws Exception {
            this.api = api;
            this.shop = shop;
            api.jdbc
                    .sql("insert into location (code, name) values ('MAIN', 'Main'), ('EAST', 'East')")
                    .update();
            api.jdbc
                    .sql("insert into item (sku) values ('GLOVES-M'), ('SPADE-1')")
                    .update();
            account = api.account("woocommerce", "garden");
            order = api.order(account, "727", "727", Instant.parse("2026-11-23T09:15:06Z"));
            api.jdbc
                    .sql(
                            "insert into order_key (account_id, channel_order_id, order_id) values (?, '727', ?) on conflict do nothing")
                    .params(account, order)
                    .update();
            new ApiTokens(api.jdbc, api.ids, api.clock).create("anna", Role.OPERATOR, null, "user:test");
            Files.writeString(api.secrets.resolve("woocommerce-garden.consumer-key"), "ck_1\n");
            Files.writeString(api.secrets.resolve("woocommerce-garden.consumer-secret"), "cs_1\n");
        }

        /** The ids that stand for those of the examples. */
        Map<String, String> before(Operation operation) throws Exception {
            long opened = operation.path.contains("{caseId}") ? api.openCase(account, order) : 0;
            switch (operation.id) {
                case "get-exception-payload" ->
                    api.jdbc
                            .sql("update exception_case set inbox_id = ? where id = ?")
                            .params(event(), opened)
                            .update();
                case "test-account" -> {
                    api.jdbc
                            .sql("update account set base_url = ? where name = 'garden'")
                            .param(shop.url())
                            .update();
                    shop.json(200, "[]");
                }
                default -> {}
            }
            return Map.of(
                    "orderId", Long.toString(order),
                    "eventId", Long.toString(event()),
                    "caseId", Long.toString(opened),
                    "tokenId", token());
        }

        /** The example with the order's real id. */
        JsonNode known(JsonNode body) {
            ObjectNode copy = body.deepCopy();
            if (copy.path("order").has("hubOrderId")) {
                ((ObjectNode) copy.path("order")).put("hubOrderId", Long.toString(order));
            }
            return copy;
        }

        private long event() {
            return api.jdbc
                    .sql("""
                            insert into inbox (id, account_id, kind, source, lane, body, received_at)
                            values (nextval('inbox_id'), ?, 'order', 'webhook', 1, ?, '2026-11-23T12:00:00Z') returning id""")
                    .params(account, "{}".getBytes(StandardCharsets.UTF_8))
                    .query(Long.class)
                    .single();
        }

        private String token() {
            return api.jdbc
                    .sql("select coalesce(max(id) filter (where name = 'erp'), 1) from api_token")
                    .query(String.class)
                    .single();
        }
    }

    private static void answered(String path, Request.Method method, int status, String type, JsonNode body) {
        assertThat(faults(VALIDATOR.validateResponse(
                        path,
                        method,
                        SimpleResponse.Builder.status(status)
                                .withContentType(type)
                                .withBody(body.toString())
                                .build())))
                .as("%s %s: %s %s", method, path, status, body)
                .isEmpty();
    }

    private static List<String> faults(ValidationReport report) {
        return report.getMessages().stream()
                .map(message -> message.getKey() + " " + message.getMessage())
                .toList();
    }

    private static JsonNode problem(Operation operation) {
        return resolved(operation.of.path("responses").path("default"))
                .path("content")
                .path(PROBLEM);
    }

    private static JsonNode parameters(JsonNode path, JsonNode method) {
        return Json.MAPPER.createArrayNode().addAll(elements(path)).addAll(elements(method));
    }

    private static List<JsonNode> elements(JsonNode of) {
        List<JsonNode> all = new ArrayList<>();
        of.path("parameters").forEach(all::add);
        return all;
    }

    private static List<JsonNode> examples(JsonNode content) {
        List<JsonNode> all = new ArrayList<>();
        content.path("examples").forEach(one -> all.add(resolved(one).path("value")));
        return all;
    }

    private static JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? DOCUMENT.at(node.get("$ref").asText().substring(1)) : node;
    }

    private static JsonNode document() {
        try {
            return new YAMLMapper().readTree(new ApiContract().text());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
