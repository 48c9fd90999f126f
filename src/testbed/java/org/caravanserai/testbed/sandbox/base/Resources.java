package org.caravanserai.testbed.sandbox.base;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Texts that ship with the sandbox, below {@code sandbox/}. */
public final class Resources {

    private Resources() {}

    /** @param name like {@code amazon/carrier-codes.txt} */
    public static String text(String name) {
        try (InputStream in = Resources.class.getResourceAsStream("/sandbox/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the build lacks sandbox/" + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines that are not blank. */
    public static List<String> lines(String name) {
        return text(name).lines().filter(line -> !line.isBlank()).toList();
    }

    public static JsonNode json(String name) {
        try {
            return SandboxJson.parse(text(name).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("sandbox/" + name + " is no JSON", e);
        }
    }
}
