package org.caravanserai.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import graphql.ParseAndValidate;
import graphql.language.AstPrinter;
import graphql.language.OperationDefinition;
import graphql.parser.Parser;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import graphql.validation.ValidationError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.caravanserai.base.Json;
import org.caravanserai.channel.account.FixedAccounts;
import org.caravanserai.channel.recipe.ChannelRecipes;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the scripts plan is what the channels' published specifications allow. Needs {@code ../shared/channels}. */
class PublishedSpecsTest {

    private static final Path SPECS = Path.of("..", "shared", "channels");
    private static GraphQLSchema shopify;

    private final ChannelRecipes recipes = ChannelRecipes.load(Path.of("transformers"));
    private final ChannelScripts scripts = ChannelScripts.load(recipes);

    @BeforeAll
    static void specs() throws IOException {
        boolean there = Files.isDirectory(SPECS);
        assertThat(there || !"required".equals(System.getenv("CARAVANSERAI_SPECS")))
                .as("specifications are required but not at " + SPECS.toAbsolutePath())
                .isTrue();
        Assumptions.assumeTrue(there, "the channels' specifications are not at " + SPECS.toAbsolutePath());
        try (InputStream in = new GZIPInputStream(
                Files.newInputStream(SPECS.resolve("shopify/spec/admin-2026-07.schema.graphql.gz")))) {
            TypeDefinitionRegistry types = new SchemaParser().parse(in);
            shopify = new SchemaGenerator().makeExecutableSchema(types, scalars(types));
        }
    }

    private static RuntimeWiring scalars(TypeDefinitionRegistry types) {
        RuntimeWiring.Builder wiring = RuntimeWiring.newRuntimeWiring();
        types.scalars().values().stream()
                .filter(scalar -> !graphql.schema.idl.ScalarInfo.isGraphqlSpecifiedScalar(scalar.getName()))
                .forEach(scalar -> wiring.scalar(graphql.schema.GraphQLScalarType.newScalar()
                        .name(scalar.getName())
                        .coercing(new AnyScalar())
                        .build()));
        types.getTypes(graphql.language.InterfaceTypeDefinition.class)
                .forEach(type -> wiring.type(type.getName(), one -> one.typeResolver(env -> null)));
        types.getTypes(graphql.language.UnionTypeDefinition.class)
                .forEach(type -> wiring.type(type.getName(), one -> one.typeResolver(env -> null)));
        return wiring.build();
    }

    @TestFactory
    Stream<DynamicTest> everyShopifyDocumentIsValid() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("transformers/shopify"))) {
            return files.filter(file -> file.toString().endsWith(".graphql")).sorted().toList().stream()
                    .map(file -> DynamicTest.dynamicTest(
                            file.getFileName().toString(),
                            () -> assertThat(errors(Files.readString(file))).isEmpty()));
        }
    }

    @TestFactory
    Stream<DynamicTest> everyShopifyRequestHasTheVariablesItsDocumentAsksFor() throws IOException {
        return plans("shopify")
                .map(plan -> DynamicTest.dynamicTest(plan.name, () -> {
                    for (JsonNode request : plan.requests) {
                        assertThat(errors(inlined(request.at("/body/query").asText(), request.at("/body/variables"))))
                                .isEmpty();
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> everyAmazonRequestIsValid() throws IOException {
        OpenApiInteractionValidator orders = validator("amazon/spec/ordersV0.json");
        OpenApiInteractionValidator listings = validator("amazon/spec/listingsItems_2021-08-01.json");
        return plans("amazon")
                .map(plan -> DynamicTest.dynamicTest(plan.name, () -> {
                    for (JsonNode request : plan.requests) {
                        assertThat(problems(
                                        request.path("path").asText().startsWith("/orders") ? orders : listings,
                                        request))
                                .isEmpty();
                    }
                }));
    }

    @Test
    void amazonsFetchAndSearchAreValid() {
        OpenApiInteractionValidator orders = validator("amazon/spec/orders_2026-01-01.json");
        JsonNode account = ScriptInput.view(FixedAccounts.account(
                1, "amazon", "mugs", "https://a.example", Map.of("marketplaceId", "ATVPDKIKX0DER", "sellerId", "A2")));
        ObjectNode fetch = Json.MAPPER
                .createObjectNode()
                .put("orderKey", "902-3159896-1390916")
                .set("account", account);
        ObjectNode list = Json.MAPPER
                .createObjectNode()
                .put("from", "2026-11-23T10:00:00Z")
                .put("to", "2026-11-23T11:00:00Z")
                .put("size", 100)
                .put("cursor", "next/1")
                .set("account", account);

        assertThat(problems(
                        orders, scripts.run("amazon", "fetch.request", fetch).orElseThrow()))
                .isEmpty();
        assertThat(problems(orders, scripts.run("amazon", "list.request", list).orElseThrow()))
                .isEmpty();
    }

    @Test
    void aWrongDocumentWouldBeFound() {
        assertThat(errors("query { order(id: \"gid://shopify/Order/1\") { trackingNumber } }"))
                .isNotEmpty();
        assertThat(
                        errors(
                                "mutation { inventorySetQuantities(input: {name: \"available\", reason: \"correction\", quantities: [{inventoryItemId: \"a\", quantity: 1}]}) { userErrors { field } } }"))
                .isNotEmpty();
    }

    private record Plan(String name, List<JsonNode> requests) {}

    private Stream<Plan> plans(String channel) throws IOException {
        List<Plan> plans = new ArrayList<>();
        try (Stream<Path> cases = Files.list(Path.of("transformers", channel, "fixtures-out"))) {
            for (Path folder : cases.sorted().toList()) {
                JsonNode input = Json.MAPPER.readTree(Files.readAllBytes(folder.resolve("input.json")));
                ObjectNode seen = input.path("work").deepCopy();
                seen.put("attempt", input.path("attempt").asInt(1));
                seen.set(
                        "account",
                        ScriptInput.view(FixedAccounts.account(7, channel, "one", "https://shop.example", Map.of())));
                ((ObjectNode) seen.get("account")).set("settings", input.path("settings"));
                seen.set(
                        "carriers", Json.MAPPER.valueToTree(recipes.get(channel).carriers()));
                String operation = input.path("operation").asText();
                List<JsonNode> requests = new ArrayList<>();
                Path lookups = folder.resolve("lookups.json");
                if (Files.exists(lookups)) {
                    for (JsonNode body : Json.MAPPER.readTree(Files.readAllBytes(lookups))) {
                        requests.add(scripts.run(channel, operation + ".lookup", seen)
                                .orElseThrow());
                        seen.withArray("lookups").addObject().put("status", 200).set("body", body);
                    }
                }
                scripts.run(channel, operation + ".plan", seen)
                        .orElseThrow()
                        .path("requests")
                        .forEach(requests::add);
                plans.add(new Plan(folder.getFileName().toString(), requests));
            }
        }
        return plans.stream();
    }

    private static List<ValidationError> errors(String document) {
        return ParseAndValidate.validate(shopify, Parser.parse(document), Locale.ENGLISH);
    }

    /** The document with its variables written out where they are used, so that their values are checked too. */
    private static String inlined(String document, JsonNode variables) {
        String text = document;
        OperationDefinition operation = Parser.parse(document)
                .getDefinitionsOfType(OperationDefinition.class)
                .get(0);
        assertThat(operation.getVariableDefinitions())
                .allSatisfy(variable -> assertThat(variables.has(variable.getName()))
                        .as(variable.getName())
                        .isTrue());
        text = text.replace(text.substring(text.indexOf('('), text.indexOf(')') + 1), "");
        for (var variable : operation.getVariableDefinitions()) {
            text = text.replace(
                    "$" + variable.getName(),
                    literal(variables.get(variable.getName()), AstPrinter.printAst(variable.getType())));
        }
        return text;
    }

    /** @param type of the value, or the name of its field */
    private static String literal(JsonNode value, String type) {
        if (value.isObject()) {
            List<String> fields = new ArrayList<>();
            value.fields()
                    .forEachRemaining(
                            field -> fields.add(field.getKey() + ": " + literal(field.getValue(), field.getKey())));
            return "{" + String.join(", ", fields) + "}";
        }
        if (value.isArray()) {
            List<String> entries = new ArrayList<>();
            value.forEach(entry -> entries.add(literal(entry, "")));
            return "[" + String.join(", ", entries) + "]";
        }
        return type.startsWith("OrderCancelReason")
                        || type.startsWith("WebhookSubscriptionTopic")
                        || type.equals("restockType")
                ? value.asText()
                : value.toString();
    }

    private static OpenApiInteractionValidator validator(String spec) {
        return OpenApiInteractionValidator.createForInlineApiSpecification(read(SPECS.resolve(spec)))
                .build();
    }

    private static List<String> problems(OpenApiInteractionValidator validator, JsonNode planned) {
        String[] parts = planned.path("path").asText().split("\\?", 2);
        SimpleRequest.Builder request = new SimpleRequest.Builder(
                Request.Method.valueOf(planned.path("method").asText()), parts[0]);
        if (parts.length > 1) {
            for (String pair : parts[1].split("&")) {
                String value = java.net.URLDecoder.decode(pair.split("=", 2)[1], StandardCharsets.UTF_8);
                request.withQueryParam(pair.split("=", 2)[0], value);
            }
        }
        if (planned.has("body")) {
            request.withContentType("application/json")
                    .withBody(planned.get("body").toString());
        }
        return validator.validateRequest(request.build()).getMessages().stream()
                .map(Object::toString)
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Takes any value: what the scalars hold is not what is tested here. */
    private static final class AnyScalar implements graphql.schema.Coercing<Object, Object> {

        @Override
        public Object parseLiteral(
                graphql.language.Value<?> input,
                graphql.execution.CoercedVariables variables,
                graphql.GraphQLContext context,
                Locale locale) {
            return input;
        }
    }
}
