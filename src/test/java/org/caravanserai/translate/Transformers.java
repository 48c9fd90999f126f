package org.caravanserai.translate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.caravanserai.base.Json;

/** The project's own transformers, as the tests use them. */
final class Transformers {

    static final Path ROOT = Path.of("transformers");

    private Transformers() {}

    static Translator translator() {
        Mappings mappings = Mappings.load(ROOT);
        return new Translator(() -> mappings, schema("order.v1"));
    }

    /** A fresh copy of the canonical order that a fixture folder expects. */
    static ObjectNode expected(String folder) {
        try {
            return (ObjectNode)
                    Json.MAPPER.readTree(Files.readAllBytes(ROOT.resolve(folder).resolve("expected.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static CanonicalSchema schema(String name) {
        return CanonicalSchema.load(ROOT.resolve("canonical"), name);
    }
}
