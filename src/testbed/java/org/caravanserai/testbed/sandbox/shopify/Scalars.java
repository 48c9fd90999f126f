package org.caravanserai.testbed.sandbox.shopify;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.GraphQLScalarType;
import java.util.List;
import java.util.Locale;

/** Shopify's own scalars; all travel as text. */
final class Scalars {

    private Scalars() {}

    static List<GraphQLScalarType> all() {
        return List.of("DateTime", "Decimal", "URL", "UnsignedInt64").stream()
                .map(name -> GraphQLScalarType.newScalar()
                        .name(name)
                        .coercing(new Text(name))
                        .build())
                .toList();
    }

    private record Text(String name) implements Coercing<String, String> {

        @Override
        public String serialize(Object result, GraphQLContext context, Locale locale) {
            return String.valueOf(result);
        }

        @Override
        public String parseValue(Object input, GraphQLContext context, Locale locale) {
            if (input instanceof String text) {
                return checked(text);
            }
            throw new CoercingParseValueException("Could not coerce value to " + name);
        }

        @Override
        public String parseLiteral(Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
            if (input instanceof StringValue text) {
                return checked(text.getValue());
            }
            throw new CoercingParseLiteralException("Could not coerce value to " + name);
        }

        private String checked(String text) {
            if (name.equals("URL") && !text.matches("https?://[^\\s/].*")) {
                throw new CoercingParseValueException("Invalid url '" + text + "', missing scheme or host");
            }
            return text;
        }
    }
}
