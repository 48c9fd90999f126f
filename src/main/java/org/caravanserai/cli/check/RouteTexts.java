package org.caravanserai.cli.check;

import com.fasterxml.jackson.databind.JsonNode;

/** Texts of routes with brackets: <code>${...}</code> and <code>{{...}}</code> are closed where they are opened. */
final class RouteTexts {

    private RouteTexts() {}

    /** Whether all of them are. */
    static boolean check(RouteFile file, Findings findings) {
        return walk(file, file.yaml().tree(), "", findings);
    }

    private static boolean walk(RouteFile file, JsonNode node, String pointer, Findings findings) {
        boolean right = true;
        var fields = node.fields();
        while (fields.hasNext()) {
            var field = fields.next();
            String inner = pointer + "/" + field.getKey();
            String open = field.getValue().isTextual() ? open(field.getValue().asText()) : "";
            if (!open.isEmpty()) {
                findings.add(
                        file.path(),
                        file.line(inner),
                        field.getKey() + ": " + open + " is opened and not closed by "
                                + (open.equals("${") ? "}" : "}}"));
                right = false;
            }
            right &= walk(file, field.getValue(), inner, findings);
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            right &= walk(file, node.get(i), pointer + "/" + i, findings);
        }
        return right;
    }

    /** The innermost bracket that stays open; empty when none does. */
    private static String open(String text) {
        java.util.ArrayDeque<String> open = new java.util.ArrayDeque<>();
        for (int i = 0; i < text.length(); i++) {
            if (text.startsWith("${", i) || text.startsWith("{{", i)) {
                open.push(text.substring(i, i + 2));
                i++;
            } else if (text.charAt(i) == '{' && !open.isEmpty()) {
                open.push("{");
            } else if (!open.isEmpty()
                    && text.startsWith("}}", i)
                    && open.peek().equals("{{")) {
                open.pop();
                i++;
            } else if (!open.isEmpty() && text.charAt(i) == '}' && !open.peek().equals("{{")) {
                open.pop();
            }
        }
        return open.isEmpty() ? "" : open.peekLast().equals("{") ? "${" : open.peekLast();
    }
}
