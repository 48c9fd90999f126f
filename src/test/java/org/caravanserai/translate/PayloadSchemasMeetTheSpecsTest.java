package org.caravanserai.translate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import graphql.language.FieldDefinition;
import graphql.language.ListType;
import graphql.language.NonNullType;
import graphql.language.ObjectTypeDefinition;
import graphql.language.Type;
import graphql.language.TypeName;
import graphql.parser.ParserOptions;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.caravanserai.base.Json;
import org.junit.jupiter.api.Test;

/** What the hub requires of a payload is what the channels' published documents require, where there are such documents. */
class PayloadSchemasMeetTheSpecsTest {

    private final List<String> complaints = new ArrayList<>();

    /** Amazon's model says of each object which members it always has: we require just those of the members we read. */
    @Test
    void amazonsModelRequiresTheSame() throws IOException {
        JsonNode model = Json.MAPPER.readTree(Files.readAllBytes(Specs.find("amazon/spec/orders_2026-01-01.json")));
        JsonNode ours = read("amazon/payload.v2026.schema.json");
        JsonNode types = model.has("definitions") ? model.path("definitions") : model.at("/components/schemas");
        compare("", ours, ours, types.path("Order"), types);
        assertThat(complaints).isEmpty();
    }

    private void compare(String at, JsonNode root, JsonNode stated, JsonNode published, JsonNode types) {
        JsonNode ours =
                stated.has("$ref") ? root.at(stated.path("$ref").asText().substring(1)) : stated;
        JsonNode theirs = published.has("$ref")
                ? types.path(published.path("$ref").asText().replaceFirst(".*/", ""))
                : published;
        if (ours.has("items")) {
            compare(at + "/*", root, ours.path("items"), theirs.path("items"), types);
        }
        ours.path("properties").properties().forEach(member -> {
            String name = member.getKey();
            if (!theirs.path("properties").has(name)) {
                complaints.add(at + "/" + name + " is not published");
            }
            if (texts(ours.path("required")).contains(name)
                    != texts(theirs.path("required")).contains(name)) {
                complaints.add(at + "/" + name + " is required by one of us alone");
            }
            compare(
                    at + "/" + name,
                    root,
                    member.getValue(),
                    theirs.path("properties").path(name),
                    types);
        });
    }

    /** Shopify's schema calls a field that may be null nullable: we require none of those. */
    @Test
    void shopifysSchemaHasNoRequiredFieldThatMayBeNull() throws IOException {
        ParserOptions large = ParserOptions.newParserOptions()
                .maxTokens(Integer.MAX_VALUE)
                .maxCharacters(Integer.MAX_VALUE)
                .maxWhitespaceTokens(Integer.MAX_VALUE)
                .build();
        String sdl = Files.readString(Specs.find("shopify/spec/admin-2026-07.subset.graphql"));
        TypeDefinitionRegistry types = new SchemaParser().parse(new StringReader(sdl), large);
        JsonNode ours = read("shopify/payload.graphql.schema.json");
        compare("", ours, ours, new TypeName("Order"), types);
        assertThat(complaints).isEmpty();
    }

    private void compare(String at, JsonNode root, JsonNode stated, Type<?> type, TypeDefinitionRegistry types) {
        JsonNode ours =
                stated.has("$ref") ? root.at(stated.path("$ref").asText().substring(1)) : stated;
        Type<?> bare = type instanceof NonNullType nonNull ? nonNull.getType() : type;
        if (bare instanceof ListType list) {
            compare(at + "/*", root, ours.path("items"), list.getType(), types);
            return;
        }
        ObjectTypeDefinition object = types.getTypeOrNull(((TypeName) bare).getName(), ObjectTypeDefinition.class);
        if (object == null) {
            return;
        }
        ours.path("properties").properties().forEach(member -> {
            String name = member.getKey();
            FieldDefinition field = object.getFieldDefinitions().stream()
                    .filter(one -> one.getName().equals(name))
                    .findFirst()
                    .orElse(null);
            if (field == null) {
                // the subset leaves out fields whose type it leaves out
                if (!name.equals("product")) {
                    complaints.add(at + "/" + name + " is not published");
                }
                return;
            }
            if (texts(ours.path("required")).contains(name) && !(field.getType() instanceof NonNullType)) {
                complaints.add(at + "/" + name + " is required and may be null");
            }
            compare(at + "/" + name, root, member.getValue(), field.getType(), types);
        });
    }

    private static JsonNode read(String file) throws IOException {
        return Json.MAPPER.readTree(Files.readAllBytes(Transformers.ROOT.resolve(Path.of(file))));
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(one -> texts.add(one.asText()));
        return texts;
    }
}
