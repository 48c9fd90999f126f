package org.caravanserai.translate;

import java.nio.file.Path;

/** The project's own transformers, as the tests use them. */
final class Transformers {

    static final Path ROOT = Path.of("transformers");

    private Transformers() {
    }

    static Translator translator() {
        Mappings mappings = Mappings.load(ROOT);
        return new Translator(() -> mappings, schema("order.v1"));
    }

    static CanonicalSchema schema(String name) {
        return CanonicalSchema.load(ROOT.resolve("canonical"), name);
    }
}
