package org.caravanserai.translate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import graphql.language.Definition;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.parser.Parser;
import graphql.parser.ParserOptions;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import graphql.validation.ValidationError;
import graphql.validation.Validator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.caravanserai.base.Json;
import org.junit.jupiter.api.Test;

/** The query the hub asks Shopify with: right by Shopify's schema, and just what the fixtures hold. */
class ShopifyQueryTest {

    private final Document query = Parser.parse(read(Transformers.ROOT.resolve("shopify/order.graphql")));

    @Test
    void theQueryIsValidByShopifysOwnSchema() {
        String sdl = read(Specs.find("shopify/spec/admin-2026-07.subset.graphql"));
        ParserOptions large = ParserOptions.newParserOptions()
                .maxTokens(Integer.MAX_VALUE)
                .maxCharacters(Integer.MAX_VALUE)
                .maxWhitespaceTokens(Integer.MAX_VALUE)
                .build();
        SchemaParser parser = new SchemaParser();
        GraphQLSchema schema =
                UnExecutableSchemaGenerator.makeUnExecutableSchema(parser.parse(new java.io.StringReader(sdl), large));
        List<ValidationError> errors = new Validator().validateDocument(schema, query, Locale.ENGLISH);
        // the subset leaves out fields whose type it leaves out; the whole schema has LineItem.product: Product
        assertThat(errors)
                .allMatch(error -> error.getMessage().contains("Field 'product' in type 'LineItem' is undefined"));
    }

    @Test
    void theFixturesHoldExactlyTheFieldsThatAreAskedFor() throws IOException {
        try (Stream<Path> cases = Files.list(Transformers.ROOT.resolve("shopify/fixtures"))) {
            List<Path> answers = cases.map(folder -> folder.resolve("request.graphql.json"))
                    .filter(Files::exists)
                    .filter(file -> !file.getParent().getFileName().toString().startsWith("24"))
                    .toList();
            assertThat(answers).hasSizeGreaterThanOrEqualTo(6);
            for (Path answer : answers) {
                JsonNode body = Json.MAPPER.readTree(Files.readAllBytes(answer));
                JsonNode order = body.has("data") ? body.at("/data/order") : body;
                compare(
                        answer.getParent().getFileName() + "",
                        fragment("OrderForHub").getSelectionSet(),
                        order);
            }
        }
    }

    private void compare(String at, SelectionSet asked, JsonNode answer) {
        if (answer.isNull()) {
            return;
        }
        if (answer.isArray()) {
            answer.forEach(each -> compare(at + "/*", asked, each));
            return;
        }
        List<Field> fields = fields(asked);
        assertThat(answer.fieldNames())
                .toIterable()
                .as(at)
                .containsExactlyInAnyOrderElementsOf(
                        fields.stream().map(Field::getName).toList());
        for (Field field : fields) {
            JsonNode value = answer.path(field.getName());
            if (field.getSelectionSet() != null) {
                compare(at + "/" + field.getName(), field.getSelectionSet(), value);
            } else {
                assertThat(value.isObject())
                        .as(at + "/" + field.getName() + " is a leaf")
                        .isFalse();
            }
        }
    }

    private List<Field> fields(SelectionSet set) {
        return set.getSelections().stream().flatMap(this::expand).toList();
    }

    private Stream<Field> expand(Selection<?> selection) {
        return selection instanceof FragmentSpread spread
                ? fields(fragment(spread.getName()).getSelectionSet()).stream()
                : Stream.of((Field) selection);
    }

    private FragmentDefinition fragment(String name) {
        for (Definition<?> definition : query.getDefinitions()) {
            if (definition instanceof FragmentDefinition fragment
                    && fragment.getName().equals(name)) {
                return fragment;
            }
        }
        throw new AssertionError("no fragment " + name);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
