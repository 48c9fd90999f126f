package org.caravanserai.cli.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Language;
import org.caravanserai.cli.check.RouteFile.RouteEntry;
import org.caravanserai.cli.check.RouteFile.Step;

/** Expressions of Camel's Simple language are what its parser takes, told at the line where they stand. */
final class Expressions {

    private static final Set<String> CONDITIONS = Set.of("when", "filter", "validate");

    private final Language simple;
    private final Findings findings;

    Expressions(CamelContext context, Findings findings) {
        this.simple = context.resolveLanguage("simple");
        this.findings = findings;
    }

    /** Whether all of the file's are. */
    boolean check(RouteFile file) {
        boolean right = true;
        for (RouteEntry entry : file.entries()) {
            for (Step step : entry.steps()) {
                right &= check(file, step);
            }
        }
        return right;
    }

    private boolean check(RouteFile file, Step step) {
        JsonNode expression = step.body().path("expression").path("simple").path("expression");
        String pointer = step.pointer() + "/expression/simple/expression";
        if (step.kind().equals("log") || step.kind().equals("toD")) {
            String option = step.kind().equals("log") ? "message" : "uri";
            expression = step.body().path(option);
            pointer = step.pointer() + "/" + option;
        }
        if (!expression.isTextual()) {
            return true;
        }
        // the values of placeholders are not what is looked at here
        String text = expression.asText().replaceAll("\\{\\{[^{}]*}}", "1");
        try {
            if (CONDITIONS.contains(step.kind()) || step.body().path("doWhile").asBoolean()) {
                simple.createPredicate(text);
            } else {
                simple.createExpression(text);
            }
            return true;
        } catch (RuntimeException e) {
            String said = String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString());
            findings.add(
                    file.path(),
                    file.line(pointer),
                    "the expression " + expression.asText() + " cannot be read: " + said);
            return false;
        }
    }
}
