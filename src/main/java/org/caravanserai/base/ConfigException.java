package org.caravanserai.base;

/** A setting or a file the hub was given is wrong. The message says what, where and how to mend it; the hub does not start. */
public final class ConfigException extends RuntimeException {

    public ConfigException(String message) {
        super(message);
    }

    public ConfigException(String message, Throwable cause) {
        super(message, cause);
    }
}
