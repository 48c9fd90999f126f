package org.caravanserai.channel;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.caravanserai.base.Json;
import org.caravanserai.intake.webhook.BodyValues;

/** Reads values by parsing all of the body. */
public final class TreeValues implements BodyValues {

    @Override
    public String[] read(byte[] body, String... pointers) throws IOException {
        JsonNode tree = Json.MAPPER.readTree(body);
        String[] values = new String[pointers.length];
        for (int i = 0; i < pointers.length; i++) {
            JsonNode value = tree.at(pointers[i]);
            values[i] = value.isValueNode() && !value.isNull() ? value.asText() : null;
        }
        return values;
    }
}
