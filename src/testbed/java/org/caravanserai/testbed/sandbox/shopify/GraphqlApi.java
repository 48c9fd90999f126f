package org.caravanserai.testbed.sandbox.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.GraphQLError;
import graphql.execution.DataFetcherExceptionHandler;
import graphql.execution.DataFetcherExceptionHandlerResult;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.OperationDefinition;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import graphql.schema.GraphQLCodeRegistry;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.caravanserai.testbed.sandbox.base.Resources;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.caravanserai.testbed.sandbox.channel.World;
import org.caravanserai.testbed.sandbox.http.Answer;
import org.caravanserai.testbed.sandbox.http.Call;
import org.caravanserai.testbed.sandbox.http.Quotas;
import org.caravanserai.testbed.sandbox.http.TokenBucket;
import org.caravanserai.testbed.sandbox.state.Shop;

/** The GraphQL endpoint: token, cost, throttle, validation, execution, in this order. */
final class GraphqlApi {

    static final String PATH = "/admin/api/2026-07/graphql.json";
    /** Points a shop's bucket holds, and how many come back per second (recorded 2026: 2000 and 100). */
    private static final double POINTS = 2_000;

    private static final double RESTORED = 100;
    private static final int MOST_PER_QUERY = 1_000;

    private final World world;
    private final GraphQL graphql;
    private final Quotas points;

    GraphqlApi(World world, Resolvers resolvers) {
        this.world = world;
        this.points = new Quotas(shop -> new TokenBucket(POINTS, RESTORED, world.clock()));
        RuntimeWiring.Builder wiring = RuntimeWiring.newRuntimeWiring();
        Scalars.all().forEach(wiring::scalar);
        wiring.codeRegistry(GraphQLCodeRegistry.newCodeRegistry()
                .defaultDataFetcher(environment -> Resolvers.plain(
                        environment.getFieldDefinition().getName(),
                        Resolvers.isConnection(environment.getFieldDefinition().getType()))));
        resolvers.wire(wiring);
        GraphQLSchema schema = new SchemaGenerator()
                .makeExecutableSchema(
                        new SchemaParser().parse(Resources.text("shopify/admin-2026-07.graphqls")), wiring.build());
        DataFetcherExceptionHandler handler =
                parameters -> CompletableFuture.completedFuture(DataFetcherExceptionHandlerResult.newResult()
                        .error(error(parameters.getException(), parameters))
                        .build());
        graphql = GraphQL.newGraphQL(schema)
                .defaultDataFetcherExceptionHandler(handler)
                .build();
    }

    private static GraphQLError error(Throwable thrown, graphql.execution.DataFetcherExceptionHandlerParameters at) {
        String code = thrown instanceof GraphqlFault fault
                ? String.valueOf(fault.getExtensions().get("code"))
                : "INTERNAL_SERVER_ERROR";
        boolean caller = thrown instanceof GraphqlFault fault && fault.ofTheCaller();
        return GraphQLError.newError()
                .message("%s", thrown.getMessage() == null ? thrown.toString() : thrown.getMessage())
                .location(at.getSourceLocation())
                .path(at.getPath())
                .extensions(Map.of("code", code, "caller", caller))
                .build();
    }

    /** The first field of the request, e.g. {@code fulfillmentCreate}; {@code graphql} when it cannot be read. */
    String operation(Call call) {
        try {
            JsonNode request = SandboxJson.parse(call.body());
            return operation(Parser.parse(request.path("query").asText()), request)
                    .map(o -> o.getSelectionSet().getSelectionsOfType(Field.class))
                    .filter(f -> !f.isEmpty())
                    .map(f -> f.get(0).getName())
                    .orElse("graphql");
        } catch (IOException | InvalidSyntaxException e) {
            return "graphql";
        }
    }

    private static Optional<OperationDefinition> operation(Document document, JsonNode request) {
        String name = request.path("operationName").asText("");
        List<OperationDefinition> all = document.getDefinitionsOfType(OperationDefinition.class);
        return all.stream()
                .filter(o -> name.isEmpty() || name.equals(o.getName()))
                .findFirst();
    }

    Answer serve(Shop shop, Call call) {
        if (!call.path().equals(PATH) || !call.method().equals("POST")) {
            world.violations()
                    .add(
                            shop,
                            "",
                            "wrong-path",
                            call.method() + " " + call.path() + " is no address of the Admin API; " + "it is POST "
                                    + PATH);
            return Answer.json(404, SandboxJson.object().put("errors", "Not Found"));
        }
        if (!shop.secret("access-token").equals(call.header("X-Shopify-Access-Token"))) {
            world.violations().add(shop, "", "wrong-auth", "a call came without the shop's X-Shopify-Access-Token");
            return Answer.json(
                    401,
                    SandboxJson.object()
                            .put(
                                    "errors",
                                    "[API] Invalid API key or access token (unrecognized login or wrong password)"));
        }
        String type = call.header("Content-Type");
        if (type == null || !type.startsWith("application/json")) {
            world.violations()
                    .add(shop, "", "wrong-content-type", "a GraphQL call came as " + type + ", not application/json");
            return Answer.json(400, SandboxJson.object().put("errors", "Required parameter missing or invalid"));
        }
        JsonNode request;
        Document document;
        try {
            request = SandboxJson.parse(call.body());
            document = Parser.parse(request.path("query").asText());
        } catch (IOException | InvalidSyntaxException e) {
            world.violations().add(shop, "", "graphql-error", "a request is not GraphQL: " + e.getMessage());
            return Answer.json(200, errors("Parse error on the query", null)).as("graphql-error");
        }
        Map<String, Object> variables = new HashMap<>();
        request.path("variables")
                .properties()
                .forEach(v -> variables.put(v.getKey(), SandboxJson.MAPPER.convertValue(v.getValue(), Object.class)));
        Optional<OperationDefinition> operation = operation(document, request);
        int cost =
                operation.map(o -> new Cost(document, variables).requested(o)).orElse(1);
        return paid(
                shop,
                request,
                variables,
                cost,
                operation
                        .map(o -> o.getOperation() == OperationDefinition.Operation.MUTATION)
                        .orElse(false));
    }

    private Answer paid(Shop shop, JsonNode request, Map<String, Object> variables, int cost, boolean mutation) {
        if (cost > MOST_PER_QUERY) {
            world.violations()
                    .add(
                            shop,
                            "",
                            "query-too-dear",
                            "a query costs " + cost + " points; a single one may cost " + MOST_PER_QUERY);
            return Answer.json(
                            200,
                            errors(
                                    "Query cost is " + cost + ", which exceeds the single query max cost limit ("
                                            + MOST_PER_QUERY + ").",
                                    "MAX_COST_EXCEEDED"))
                    .as("graphql-error");
        }
        if (!points.take(
                shop.key(),
                cost,
                times -> world.violations()
                        .add(
                                shop,
                                "",
                                "ignores-throttle",
                                times
                                        + " calls in a row came while the points were used up; wait for what throttleStatus says"))) {
            return throttled(shop, cost);
        }
        TokenBucket bucket = points.bucket(shop.key());
        ExecutionResult result = graphql.execute(
                ExecutionInput.newExecutionInput(request.path("query").asText())
                        .operationName(request.path("operationName").asText(null))
                        .variables(variables)
                        .graphQLContext(Map.of(Shop.class, shop))
                        .build());
        int actual = mutation ? cost : Math.min(cost, Cost.actual(result.getData()));
        bucket.giveBack(cost - actual);
        return answer(shop, result, bucket, cost, actual);
    }

    private Answer answer(Shop shop, ExecutionResult result, TokenBucket bucket, int cost, int actual) {
        ObjectNode body = SandboxJson.object();
        if (result.isDataPresent()) {
            body.set("data", SandboxJson.MAPPER.valueToTree((Object) result.getData()));
        }
        String outcome = body.toString().contains("serErrors\":[{") ? "user-error" : "200";
        if (!result.getErrors().isEmpty()) {
            outcome = "graphql-error";
            var errors = body.putArray("errors");
            for (GraphQLError error : result.getErrors()) {
                Map<String, Object> extensions = new HashMap<>(
                        error.getExtensions() == null
                                ? Map.of("code", "undefinedField", "caller", true)
                                : error.getExtensions());
                boolean caller = !Boolean.FALSE.equals(extensions.remove("caller"));
                if (caller) {
                    world.violations().add(shop, "", "graphql-error", error.getMessage());
                }
                Map<String, Object> shown = new HashMap<>(error.toSpecification());
                shown.put("extensions", extensions);
                errors.add(SandboxJson.MAPPER.valueToTree(shown));
            }
        }
        body.putObject("extensions").set("cost", cost(bucket, cost, actual));
        return Answer.json(200, body).as(outcome);
    }

    /** HTTP 200 with the code THROTTLED: Shopify's way of saying "too fast". */
    Answer throttled(Shop shop, int cost) {
        TokenBucket bucket = points.bucket(shop.key());
        ObjectNode body = errors("Throttled", "THROTTLED");
        body.putObject("extensions").set("cost", cost(bucket, cost, null));
        return Answer.json(200, body).as("throttled");
    }

    private static ObjectNode cost(TokenBucket bucket, int cost, Integer actual) {
        ObjectNode node = SandboxJson.object().put("requestedQueryCost", cost).put("actualQueryCost", actual);
        node.putObject("throttleStatus")
                .put("maximumAvailable", (int) bucket.capacity())
                .put("currentlyAvailable", (int) bucket.available())
                .put("restoreRate", (int) bucket.perSecond());
        return node;
    }

    private static ObjectNode errors(String message, String code) {
        ObjectNode body = SandboxJson.object();
        ObjectNode error = body.putArray("errors").addObject().put("message", message);
        if (code != null) {
            error.putObject("extensions").put("code", code);
        }
        return body;
    }
}
