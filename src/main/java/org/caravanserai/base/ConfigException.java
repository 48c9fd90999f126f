package org.caravanserai.base;

import java.util.List;
import java.util.stream.Collectors;

/** A setting or a file the hub was given is wrong. The message says what, where and how to mend it; the hub does not start. */
public final class ConfigException extends RuntimeException {

    public ConfigException(String message) {
        super(message);
    }

    public ConfigException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Several as one, each on a line of its own. */
    public static ConfigException together(List<ConfigException> all) {
        return new ConfigException(all.stream().map(Throwable::getMessage).collect(Collectors.joining("\n")));
    }
}
