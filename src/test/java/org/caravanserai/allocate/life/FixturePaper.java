package org.caravanserai.allocate.life;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.caravanserai.base.Json;

/** A channel's own simple order, to be filled in with what the model says. */
final class FixturePaper {

    private final ObjectNode order;

    FixturePaper(String file) {
        try {
            order = (ObjectNode)
                    Json.MAPPER.readTree(Path.of("transformers").resolve(file).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ObjectNode copy() {
        return order.deepCopy();
    }
}
