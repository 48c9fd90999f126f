package org.caravanserai.channel.recipe;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.caravanserai.base.NearestNames;

/** What must hold in a recipe and a schema cannot say: its parts fit together. */
final class RecipeRules {

    /** What may be paid for besides the operations. */
    private static final List<String> READING = List.of("fetch", "list", "subscriptions");

    private final ChannelRecipe recipe;
    private final List<RecipeProblem> problems;

    /** @param problems takes what is wrong */
    RecipeRules(ChannelRecipe recipe, List<RecipeProblem> problems) {
        this.recipe = recipe;
        this.problems = problems;
    }

    void check() {
        if (!recipe.channel().equals(String.valueOf(recipe.directory().getFileName()))) {
            wrong(
                    "/channel",
                    "channel is '" + recipe.channel()
                            + "'; it must be the folder's name, in lower case letters, digits and dashes");
        }
        if (recipe.webhook() == null && recipe.queue() == null && recipe.list() == null) {
            wrong("/channel", "nothing comes in: write webhook, queue or list");
        }
        shapes();
        orderId();
        headers();
        subscriptions();
        operations();
        costs();
    }

    /** What nobody asks for is a dead script; and what is told by a call is not told by hand. */
    private void operations() {
        List<String> asked = ChannelOperation.words();
        recipe.operations().keySet().stream()
                .filter(name -> !asked.contains(name))
                .forEach(name -> wrong(
                        "/operations/" + RecipeProblem.escape(name),
                        "nothing in the hub asks for operations." + name + meant(name, asked) + "; write one of "
                                + String.join(", ", asked)));
        recipe.byHand().keySet().forEach(name -> {
            if (!asked.contains(name)) {
                wrong(
                        "/by-hand/" + RecipeProblem.escape(name),
                        "by-hand." + name + " is none of " + String.join(", ", asked) + meant(name, asked));
            } else if (recipe.operations().containsKey(name)) {
                wrong(
                        "/by-hand/" + RecipeProblem.escape(name),
                        "by-hand." + name
                                + " is said of an operation that the channel takes from us; leave one of them out");
            }
        });
    }

    private void shapes() {
        Set<String> known = recipe.shapes().keySet();
        recipe.events().topics().forEach((name, topic) -> {
            if (!topic.shape().isEmpty()) {
                shape("/events/topics/" + RecipeProblem.escape(name) + "/shape", topic.shape(), known);
            }
        });
        if (recipe.fetch() != null) {
            shape("/fetch/shape", recipe.fetch().shape(), known);
        }
        if (recipe.list() != null) {
            shape("/list/shape", recipe.list().shape(), known);
        }
        recipe.shapes().forEach((name, shape) -> {
            if (shape.notificationOnly() && recipe.fetch() == null) {
                wrong(
                        "/shapes/" + RecipeProblem.escape(name),
                        "shape " + name + " is notification-only but there is no fetch; write fetch");
            }
        });
    }

    private void orderId() {
        if (recipe.fetch() == null) {
            return;
        }
        try {
            Pattern.compile(recipe.fetch().id().pattern());
        } catch (PatternSyntaxException e) {
            wrong("/fetch/id/pattern", "fetch.id.pattern is no regular expression: " + e.getDescription());
        }
    }

    private void shape(String pointer, String shape, Set<String> known) {
        if (!known.contains(shape)) {
            wrong(
                    pointer,
                    RecipeProblem.words(pointer) + " is '" + shape + "'" + meant(shape, known) + "; write one of "
                            + String.join(", ", known.stream().sorted().toList()));
        }
    }

    /** A header that is not kept is gone before anybody reads it. */
    private void headers() {
        if (recipe.webhook() == null) {
            return;
        }
        header("/events/topic", recipe.events().topic());
        for (int i = 0; i < recipe.events().key().size(); i++) {
            header("/events/key/" + i, recipe.events().key().get(i));
        }
    }

    private void header(String pointer, ValueSource source) {
        if (source.kind() == ValueSource.ValueKind.HEADER
                && recipe.webhook().headers().stream().noneMatch(source.name()::equalsIgnoreCase)) {
            wrong(
                    pointer,
                    RecipeProblem.words(pointer) + " reads the header " + source.name()
                            + ", which webhook.headers does not keep; write it there");
        }
    }

    private void subscriptions() {
        if (recipe.subscriptions() == null) {
            return;
        }
        if (recipe.webhook() == null) {
            wrong("/subscriptions", "subscriptions are looked after, but there is no webhook; write webhook");
        }
        Set<String> known = recipe.events().topics().keySet();
        List<String> topics = recipe.subscriptions().topics();
        for (int i = 0; i < topics.size(); i++) {
            if (!known.contains(topics.get(i))) {
                wrong(
                        "/subscriptions/topics/" + i,
                        "subscriptions.topics has '" + topics.get(i) + "', which is none of events.topics"
                                + meant(topics.get(i), known) + "; say there what is done about it");
            }
        }
    }

    private void costs() {
        List<String> known = new ArrayList<>(READING);
        known.addAll(recipe.operations().keySet());
        recipe.budgets()
                .forEach((name, budget) -> budget.costs().keySet().forEach(operation -> {
                    if (!known.contains(operation)) {
                        wrong(
                                "/budgets/" + RecipeProblem.escape(name) + "/costs/" + RecipeProblem.escape(operation),
                                "budgets." + name + " pays for " + operation + ", which is none of "
                                        + String.join(", ", known) + meant(operation, known));
                    }
                }));
    }

    private static String meant(String name, Collection<String> known) {
        return NearestNames.of(name, known).stream()
                .findFirst()
                .map(one -> "; did you mean " + one + "?")
                .orElse("");
    }

    private void wrong(String pointer, String what) {
        problems.add(new RecipeProblem(pointer, what));
    }
}
