package org.caravanserai.testbed.sandbox.base;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Command line options of the form {@code --name value}. */
public final class Options {

    private final Map<String, String> values = new LinkedHashMap<>();

    /** @throws IllegalArgumentException naming the wrong word and the options there are */
    public Options(String[] args, List<String> known) {
        for (int i = 0; i < args.length; i += 2) {
            String name = args[i].startsWith("--") ? args[i].substring(2) : args[i];
            if (!args[i].startsWith("--") || !known.contains(name) || i + 1 == args.length) {
                throw new IllegalArgumentException("cannot use '" + args[i] + "': options are --"
                        + String.join(" .. --", known) + " .., each with a value");
            }
            values.put(name, args[i + 1]);
        }
    }

    /** Makes a process of its own log in the sandbox's way, unless it was told otherwise; call before anything logs. */
    public static void logAsSandbox() {
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", "sandbox/logback.xml");
        }
    }

    /** The value, or {@code otherwise}, which may be null. */
    public String get(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    /** @throws IllegalArgumentException when it is missing */
    public String need(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("--" + name + " is missing");
        }
        return value;
    }
}
