package org.caravanserai.cli.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.caravanserai.base.ConfigException;
import org.caravanserai.base.Json;

/**
 * What an editor is told of the hub's own components: the descriptions on the class path, put into VS Code's settings of a folder,
 * where the language server of Camel reads them. All other settings of that file stay as they are.
 */
public final class EditorSettings {

    /** Schemes that routes may use and that no catalogue of Camel knows. */
    static final List<String> SCHEMES = List.of("hold", "inbox", "jmsOut", "outbox");

    private static final String COMPONENTS = "camel.extra-components";

    private EditorSettings() {}

    /**
     * @param folder that is opened in the editor
     * @return the file that was written
     * @throws ConfigException when there are settings that cannot be added to, such as with comments
     */
    public static Path write(Path folder) {
        Path file = folder.resolve(".vscode/settings.json");
        try {
            ObjectNode settings = Files.exists(file) ? read(file) : Json.MAPPER.createObjectNode();
            settings.set(COMPONENTS, components());
            Files.createDirectories(file.getParent());
            Files.writeString(file, Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(settings) + "\n");
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private static ObjectNode read(Path file) throws IOException {
        try {
            if (Json.MAPPER.readTree(Files.readAllBytes(file)) instanceof ObjectNode settings) {
                return settings;
            }
        } catch (JsonProcessingException e) {
            // told below, as it is for what is JSON and no object
        }
        throw new ConfigException(
                file + ":1: is no plain JSON object (comments, a comma at the end?) and is left as it is: make it"
                        + " one, or move it away, have " + COMPONENTS + " written, and copy that over");
    }

    /** The descriptions as Camel's catalogue has them, in the order of their schemes. */
    static ArrayNode components() {
        ArrayNode all = Json.MAPPER.createArrayNode();
        SCHEMES.forEach(scheme -> all.add(description(scheme)));
        return all;
    }

    private static JsonNode description(String scheme) {
        String name = "/META-INF/org/apache/camel/component/" + scheme + "/" + scheme + ".json";
        try (InputStream json = EditorSettings.class.getResourceAsStream(name)) {
            return Json.MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }
}
