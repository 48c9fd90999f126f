package org.caravanserai.testbed.sandbox.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.language.DirectiveDefinition;
import graphql.language.EnumTypeDefinition;
import graphql.language.FieldDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.language.Type;
import graphql.language.TypeName;
import graphql.parser.ParserOptions;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import graphql.schema.idl.TypeUtil;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The sandbox may know less than Shopify, but nothing that Shopify does not know. */
class SchemaTest {

    private static final Path PUBLISHED = Path.of("../shared/channels/shopify/spec/admin-2026-07.schema.graphql.gz");

    private static TypeDefinitionRegistry published() throws Exception {
        boolean there = Files.exists(PUBLISHED);
        if ("required".equals(System.getenv("CARAVANSERAI_SPECS"))) {
            assertThat(there).as(PUBLISHED.toAbsolutePath() + " must be there").isTrue();
        }
        Assumptions.assumeTrue(there, "Shopify's published schema is not at " + PUBLISHED.toAbsolutePath());
        ParserOptions large = ParserOptions.newParserOptions()
                .maxCharacters(50_000_000)
                .maxTokens(5_000_000)
                .maxWhitespaceTokens(50_000_000)
                .captureIgnoredChars(false)
                .build();
        try (Reader reader =
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(PUBLISHED)), StandardCharsets.UTF_8)) {
            return new SchemaParser().parse(reader, large);
        }
    }

    private static TypeDefinitionRegistry own() throws Exception {
        try (Reader reader = new InputStreamReader(
                SchemaTest.class.getResourceAsStream("/sandbox/shopify/admin-2026-07.graphqls"),
                StandardCharsets.UTF_8)) {
            return new SchemaParser().parse(reader);
        }
    }

    private static String text(Type<?> type) {
        return TypeUtil.simplePrint(type);
    }

    private static void arguments(
            String where, List<InputValueDefinition> own, List<InputValueDefinition> theirs, List<String> wrong) {
        for (InputValueDefinition one : own) {
            boolean same = theirs.stream()
                    .anyMatch(t -> t.getName().equals(one.getName())
                            && text(t.getType()).equals(text(one.getType())));
            if (!same) {
                wrong.add(where + "." + one.getName() + ": " + text(one.getType()));
            }
        }
        theirs.stream()
                .filter(t -> text(t.getType()).endsWith("!")
                        && t.getDefaultValue() == null
                        && own.stream().noneMatch(o -> o.getName().equals(t.getName())))
                .forEach(t -> wrong.add(where + " lacks required " + t.getName()));
    }

    @Test
    void everyNameAndTypeIsShopifys() throws Exception {
        TypeDefinitionRegistry theirs = published();
        List<String> wrong = new ArrayList<>();
        for (ObjectTypeDefinition type : own().getTypes(ObjectTypeDefinition.class)) {
            List<FieldDefinition> known = theirs.getTypeOrNull(
                            TypeName.newTypeName(type.getName()).build(), ObjectTypeDefinition.class)
                    .getFieldDefinitions();
            for (FieldDefinition field : type.getFieldDefinitions()) {
                known.stream()
                        .filter(k -> k.getName().equals(field.getName())
                                && text(k.getType()).equals(text(field.getType())))
                        .findFirst()
                        .ifPresentOrElse(
                                k -> arguments(
                                        type.getName() + "." + field.getName(),
                                        field.getInputValueDefinitions(),
                                        k.getInputValueDefinitions(),
                                        wrong),
                                () -> wrong.add(type.getName() + "." + field.getName() + ": " + text(field.getType())));
            }
        }
        for (InputObjectTypeDefinition type : own().getTypes(InputObjectTypeDefinition.class)) {
            arguments(
                    type.getName(),
                    type.getInputValueDefinitions(),
                    theirs.getTypeOrNull(TypeName.newTypeName(type.getName()).build(), InputObjectTypeDefinition.class)
                            .getInputValueDefinitions(),
                    wrong);
        }
        for (EnumTypeDefinition type : own().getTypes(EnumTypeDefinition.class)) {
            List<String> known = theirs
                    .getTypeOrNull(TypeName.newTypeName(type.getName()).build(), EnumTypeDefinition.class)
                    .getEnumValueDefinitions()
                    .stream()
                    .map(v -> v.getName())
                    .toList();
            type.getEnumValueDefinitions().stream()
                    .filter(v -> !known.contains(v.getName()))
                    .forEach(v -> wrong.add(type.getName() + "." + v.getName()));
        }
        assertThat(wrong).isEmpty();
        DirectiveDefinition idempotent =
                theirs.getDirectiveDefinition("idempotent").orElseThrow();
        assertThat(text(idempotent.getInputValueDefinitions().get(0).getType())).isEqualTo("String!");
    }
}
