package org.caravanserai.testbed.sandbox.shopify;

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
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a request costs before it runs, by the rule that reproduces recorded answers of 2026: an object or plain list 1,
 * money nothing, a connection 2 plus its node's cost times 2 ln(first), a mutation 10 in which the objects of its payload
 * are free.
 */
final class Cost {

    private static final int MUTATION = 10;
    private static final Set<String> FRAME = Set.of("nodes", "edges", "node", "pageInfo");

    private final Document document;
    private final Map<String, Object> variables;

    Cost(Document document, Map<String, Object> variables) {
        this.document = document;
        this.variables = variables;
    }

    int requested(OperationDefinition operation) {
        int sum = 0;
        if (operation.getOperation() == OperationDefinition.Operation.MUTATION) {
            for (Field root : fields(operation.getSelectionSet())) {
                sum += MUTATION
                        + fields(root.getSelectionSet()).stream()
                                .mapToInt(f -> of(f.getSelectionSet()))
                                .sum();
            }
            return sum;
        }
        return Math.max(1, of(operation.getSelectionSet()));
    }

    private int of(SelectionSet selections) {
        return fields(selections).stream().mapToInt(this::field).sum();
    }

    /** The fields of a selection, fragments unfolded. */
    private List<Field> fields(SelectionSet selections) {
        List<Field> found = new ArrayList<>();
        if (selections != null) {
            for (Selection<?> selection : selections.getSelections()) {
                if (selection instanceof Field field) {
                    found.add(field);
                } else if (selection instanceof InlineFragment fragment) {
                    found.addAll(fields(fragment.getSelectionSet()));
                } else if (selection instanceof FragmentSpread spread) {
                    document.getDefinitionsOfType(FragmentDefinition.class).stream()
                            .filter(f -> f.getName().equals(spread.getName()))
                            .forEach(f -> found.addAll(fields(f.getSelectionSet())));
                }
            }
        }
        return found;
    }

    private int field(Field field) {
        if (field.getSelectionSet() == null || money(field.getName())) {
            return 0;
        }
        if (FRAME.contains(field.getName())) {
            return of(field.getSelectionSet());
        }
        boolean connection = fields(field.getSelectionSet()).stream().anyMatch(f -> FRAME.contains(f.getName()));
        return connection
                ? 2 + scale(size(field)) * (1 + of(field.getSelectionSet()))
                : 1 + of(field.getSelectionSet());
    }

    private static boolean money(String field) {
        return field.endsWith("Set") || field.endsWith("Money");
    }

    /** 1 for 1, 3 for 5, 4 for 10, 7 for 50, 9 for 100, 11 for 250. */
    static int scale(int first) {
        return Math.max(1, (int) (2 * Math.log(Math.max(1, first))));
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
        return 1;
    }

    /** What an answer to a query cost: its objects, money not counted. */
    static int actual(Object data) {
        return Math.max(1, objects(data) - 1);
    }

    private static int objects(Object value) {
        if (value instanceof Map<?, ?> map) {
            int sum = 1;
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                String name = String.valueOf(entry.getKey());
                sum += money(name) || name.equals("pageInfo") ? 0 : objects(entry.getValue());
            }
            return sum;
        }
        return value instanceof Collection<?> list
                ? list.stream().mapToInt(Cost::objects).sum()
                : 0;
    }
}
