package org.caravanserai.channel.script;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caravanserai.base.ConfigException;

/**
 * Finds variables that a script or a mapping uses and never defines. JSLT takes them for parameters and breaks only when a payload
 * comes by that needs them; a typing error should be found when the file is loaded.
 */
final class JsltVariables {

    private static final String NAME = "[A-Za-z_][A-Za-z0-9_-]*";
    private static final Pattern NO_CODE = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|//[^\n]*");
    private static final Pattern LET = Pattern.compile("\\blet\\s+(" + NAME + ")");
    private static final Pattern DEF = Pattern.compile("\\bdef\\s+" + NAME + "\\s*\\(([^)]*)\\)");
    private static final Pattern USE = Pattern.compile("\\$(" + NAME + ")");

    private JsltVariables() {}

    /** Nothing but its line feeds, so that lines keep their numbers. */
    private static String emptied(MatchResult words) {
        return "\n".repeat((int) words.group().chars().filter(c -> c == '\n').count());
    }

    /** @throws ConfigException naming file, line and variable */
    static void check(String file, String text) {
        String code = NO_CODE.matcher(text).replaceAll(JsltVariables::emptied);
        Set<String> defined = new HashSet<>();
        LET.matcher(code).results().forEach(let -> defined.add(let.group(1)));
        DEF.matcher(code).results().forEach(def -> {
            for (String parameter : def.group(1).split(",")) {
                defined.add(parameter.strip());
            }
        });
        Matcher use = USE.matcher(code);
        while (use.find()) {
            if (!defined.contains(use.group(1))) {
                long line = 1
                        + code.substring(0, use.start())
                                .chars()
                                .filter(c -> c == '\n')
                                .count();
                throw new ConfigException(
                        file + ":" + line + ": $" + use.group(1) + " is used but nowhere defined by let or def");
            }
        }
    }
}
