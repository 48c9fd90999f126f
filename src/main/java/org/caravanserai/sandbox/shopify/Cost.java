package org.caravanserai.sandbox.shopify;

import graphql.language.Argument;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.IntValue;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.VariableReference;

import java.util.Collection;
import java.util.Map;

/**
 * What a request costs before it runs: an object 1, a connection 2 plus its nodes times a factor that grows with the
 * logarithm of first, a mutation 10 in all. Approximates recorded figures (a mutation 10-19, an order with its
 * fulfilment orders about 50).
 */
final class Cost {

    private final Document document;
    private final Map<String, Object> variables;

    Cost(Document document, Map<String, Object> variables) {
        this.document = document;
        this.variables = variables;
    }

    int requested(OperationDefinition operation) {
        int sum = of(operation.getSelectionSet());
        return operation.getOperation() == OperationDefinition.Operation.MUTATION ? Math.max(10, 9 + sum) : Math.max(1, sum);
    }

    private int of(SelectionSet selections) {
        int sum = 0;
        if (selections != null) {
            for (Selection<?> selection : selections.getSelections()) {
                if (selection instanceof Field field) {
                    sum += field(field);
                } else if (selection instanceof InlineFragment fragment) {
                    sum += of(fragment.getSelectionSet());
                } else if (selection instanceof FragmentSpread spread) {
                    sum += document.getDefinitionsOfType(FragmentDefinition.class).stream()
                            .filter(f -> f.getName().equals(spread.getName())).mapToInt(f -> of(f.getSelectionSet())).sum();
                }
            }
        }
        return sum;
    }

    private int field(Field field) {
        if (field.getSelectionSet() == null) {
            return 0;
        }
        if (field.getName().equals("nodes") || field.getName().equals("edges") || field.getName().equals("node")
                || field.getName().equals("pageInfo")) {
            return of(field.getSelectionSet());
        }
        int size = size(field);
        return size == 0 ? 1 + of(field.getSelectionSet())
                : 2 + (int) Math.ceil(1.7 * Math.log(size + 1)) * (1 + of(field.getSelectionSet()));
    }

    private int size(Field field) {
        for (Argument argument : field.getArguments()) {
            if (argument.getName().equals("first") || argument.getName().equals("last")) {
                if (argument.getValue() instanceof IntValue number) {
                    return number.getValue().intValue();
                }
                if (argument.getValue() instanceof VariableReference reference
                        && variables.get(reference.getName()) instanceof Number number) {
                    return number.intValue();
                }
            }
        }
        return 0;
    }

    /** What an answer cost: its objects, at least 1. */
    static int actual(Object data) {
        if (data instanceof Map<?, ?> map) {
            return 1 + map.values().stream().mapToInt(Cost::below).sum();
        }
        return 1;
    }

    private static int below(Object value) {
        if (value instanceof Map<?, ?> map) {
            return 1 + map.values().stream().mapToInt(Cost::below).sum();
        }
        return value instanceof Collection<?> list ? list.stream().mapToInt(Cost::below).sum() : 0;
    }
}
