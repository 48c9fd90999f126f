package org.caravanserai.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.caravanserai.base.Json;

/**
 * Checks a request against {@code openapi.yaml}, under the operation that has the route's id.
 * Parameters that the operation does not know are refused: a filter that is silently ignored shows the wrong orders.
 */
public final class ApiContract {

    private static final String LOCATION = "https://caravanserai.invalid/openapi.yaml";
    /** What every pattern has that asks for a character to be seen. */
    private static final String NOT_BLANK = "[^\\s";

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    /** @param path template segments after the API's base */
    private record Operation(
            List<String> path,
            Map<String, Schema> parameters,
            Map<String, Schema> variables,
            Schema body,
            boolean bodyNeeded,
            List<String> takenOneByOne) {}

    private final String text;
    private final JsonNode document;
    private final SchemaRegistry schemas;
    private final Map<String, Operation> operations = new HashMap<>();

    public ApiContract() {
        try (InputStream in = ApiContract.class.getResourceAsStream("/openapi.yaml")) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            document = new YAMLMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException("openapi.yaml cannot be read", e);
        }
        String json = document.toString();
        Dialect dialect = Dialect.builder(Dialects.getOpenApi30())
                .keywords(Stream.of(
                                "openapi",
                                "info",
                                "servers",
                                "security",
                                "tags",
                                "paths",
                                "components",
                                "x-taken-one-by-one")
                        .map(NonValidationKeyword::new)
                        .toList())
                .build();
        schemas = SchemaRegistry.withDialect(
                dialect,
                builder -> builder.schemas(Map.of(LOCATION, json))
                        .schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build()));
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    if (METHODS.contains(method.getKey())) {
                        operations.put(
                                method.getValue().path("operationId").asText(),
                                operation(path.getKey(), path.getValue(), method.getKey()));
                    }
                }));
    }

    /** The document, as it is written. */
    public String text() {
        return text;
    }

    /** @throws ApiProblem 400 with each wrong value, 415 when a body is needed and is no JSON */
    public void check(Exchange exchange) {
        Operation operation = operations.get(exchange.getFromRouteId());
        if (operation == null) {
            throw new IllegalStateException("openapi.yaml has no operation " + exchange.getFromRouteId());
        }
        List<ApiProblem.Wrong> wrong = check(operation, exchange.getProperty(ApiRequest.PROPERTY, ApiRequest.class));
        if (!wrong.isEmpty()) {
            throw ApiProblem.invalid(wrong);
        }
    }

    private static List<ApiProblem.Wrong> check(Operation operation, ApiRequest request) {
        List<ApiProblem.Wrong> wrong = new ArrayList<>();
        for (int i = 0; i < operation.path.size(); i++) {
            Schema schema = operation.variables.get(operation.path.get(i));
            if (schema != null) {
                parameter(schema, operation.path.get(i), request.path().size() > i ? request.segment(i) : "", wrong);
            }
        }
        request.query().forEach((name, value) -> {
            Schema schema = operation.parameters.get(name);
            if (schema == null) {
                wrong.add(new ApiProblem.Wrong(
                        "query",
                        "one parameter is not known here; known are "
                                + operation.parameters.keySet().stream()
                                        .sorted()
                                        .toList()));
            } else {
                parameter(schema, name, value, wrong);
            }
        });
        if (operation.body != null && (operation.bodyNeeded || request.body().length > 0)) {
            operation.body.validate(request.json()).stream()
                    .filter(error -> operation.takenOneByOne.stream()
                            .noneMatch(list ->
                                    error.getInstanceLocation().toString().startsWith(list)))
                    .forEach(error -> wrong.add(wrong(error)));
        }
        return wrong;
    }

    private static void parameter(Schema schema, String name, String value, List<ApiProblem.Wrong> wrong) {
        schema.validate(typed(schema, value))
                .forEach(error -> wrong.add(new ApiProblem.Wrong(name, error.getMessage())));
        if (value.indexOf('\0') >= 0) {
            wrong.add(new ApiProblem.Wrong(name, "must not contain NUL"));
        }
    }

    private static JsonNode typed(Schema schema, String value) {
        String type = schema.getSchemaNode().path("type").asText();
        if (type.equals("integer") && value.matches("-?[0-9]{1,9}")) {
            return Json.MAPPER.getNodeFactory().numberNode(Integer.parseInt(value));
        }
        if (type.equals("boolean") && (value.equals("true") || value.equals("false"))) {
            return Json.MAPPER.getNodeFactory().booleanNode(value.equals("true"));
        }
        return Json.MAPPER.getNodeFactory().textNode(value);
    }

    private static ApiProblem.Wrong wrong(Error error) {
        String pointer = error.getInstanceLocation().toString();
        boolean blank = "pattern".equals(error.getKeyword())
                && error.getSchemaNode().asText().contains(NOT_BLANK);
        return new ApiProblem.Wrong(
                pointer.isEmpty() ? "/" : pointer,
                blank ? "must not be blank; leave it out where there is none" : error.getMessage());
    }

    private Operation operation(String path, JsonNode item, String method) {
        Map<String, Schema> query = new HashMap<>();
        Map<String, Schema> variables = new HashMap<>();
        List<String> pointers = new ArrayList<>();
        String at = "/paths/" + path.replace("~", "~0").replace("/", "~1");
        addAll(pointers, item.path("parameters"), at + "/parameters/");
        addAll(pointers, item.path(method).path("parameters"), at + "/" + method + "/parameters/");
        for (String pointer : pointers) {
            JsonNode parameter = document.at(pointer);
            ("path".equals(parameter.path("in").asText()) ? variables : query)
                    .put(parameter.path("name").asText(), schema(pointer + "/schema"));
        }
        JsonNode body = item.path(method).path("requestBody");
        String base = "/api/v1/";
        List<String> segments = path.startsWith(base)
                ? java.util.Arrays.stream(path.substring(base.length()).split("/"))
                        .map(s -> s.replaceAll("[{}]", ""))
                        .toList()
                : List.of();
        return new Operation(
                segments,
                query,
                variables,
                body.isMissingNode()
                        ? null
                        : schema(at + "/" + method + "/requestBody/content/application~1json/schema"),
                body.path("required").asBoolean(),
                takenOneByOne(body));
    }

    /** Lists of the body ({@code x-taken-one-by-one}) whose entries are judged where they are worked on, each for itself. */
    private List<String> takenOneByOne(JsonNode body) {
        JsonNode schema = body.at("/content/application~1json/schema");
        String reference = schema.path("$ref").asText();
        List<String> lists = new ArrayList<>();
        (reference.isEmpty() ? schema : document.at(reference.substring(1)))
                .path("properties")
                .properties()
                .forEach(property -> {
                    if (property.getValue().path("x-taken-one-by-one").asBoolean()) {
                        lists.add("/" + property.getKey() + "/");
                    }
                });
        return lists;
    }

    private static void addAll(List<String> pointers, JsonNode parameters, String at) {
        for (int i = 0; i < parameters.size(); i++) {
            String reference = parameters.get(i).path("$ref").asText();
            pointers.add(reference.isEmpty() ? at + i : reference.substring(1));
        }
    }

    /** The schema at this place, behind its reference if it is one. */
    private Schema schema(String pointer) {
        JsonNode node = document.at(pointer);
        String target = node instanceof ObjectNode && node.has("$ref")
                ? node.get("$ref").asText().substring(1)
                : pointer;
        String fragment = target.replace("{", "%7B").replace("}", "%7D");
        return schemas.getSchema(SchemaLocation.of(LOCATION + "#" + fragment));
    }
}
