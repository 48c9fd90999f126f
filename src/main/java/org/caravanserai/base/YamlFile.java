package org.caravanserai.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A YAML (or JSON) file as a tree of which every place knows its line. */
public final class YamlFile {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Path path;
    private final List<String> lines;
    private final JsonNode tree;
    private final Map<String, Integer> places = new HashMap<>();

    private YamlFile(Path path, String text) {
        this.path = path;
        this.lines = text.lines().toList();
        try {
            Node root = new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text));
            this.tree = root == null ? NODES.missingNode() : node("", root);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new ConfigException(path + ":" + line + ": not YAML: " + e.getProblem(), e);
        }
    }

    /** @throws ConfigException {@code file:line: what} when it is no YAML */
    public static YamlFile read(Path path) {
        try {
            return new YamlFile(path, Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    /** @throws ConfigException {@code file:line: what} when {@code text} is no YAML */
    public static YamlFile of(Path path, String text) {
        return new YamlFile(path, text);
    }

    public Path path() {
        return path;
    }

    public List<String> lines() {
        return lines;
    }

    /** Missing when the file is empty. */
    public JsonNode tree() {
        return tree;
    }

    /** The line of a place, given as a JSON pointer; of what is around it when the place itself does not exist. */
    public int line(String pointer) {
        String at = pointer;
        while (!places.containsKey(at) && !at.isEmpty()) {
            at = at.substring(0, at.lastIndexOf('/'));
        }
        return places.getOrDefault(at, 1);
    }

    private JsonNode node(String pointer, Node node) {
        places.putIfAbsent(pointer, node.getStartMark().getLine() + 1);
        if (node instanceof MappingNode mapping) {
            ObjectNode object = NODES.objectNode();
            for (NodeTuple tuple : mapping.getValue()) {
                String key = key(tuple, path);
                String inner = pointer + "/" + key.replace("~", "~0").replace("/", "~1");
                places.put(inner, tuple.getKeyNode().getStartMark().getLine() + 1);
                if (object.has(key)) {
                    throw new ConfigException(
                            path + ":" + places.get(inner) + ": " + key + " stands here twice; keep one");
                }
                object.set(key, node(inner, tuple.getValueNode()));
            }
            return object;
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode array = NODES.arrayNode();
            for (int i = 0; i < sequence.getValue().size(); i++) {
                array.add(node(pointer + "/" + i, sequence.getValue().get(i)));
            }
            return array;
        }
        return scalar((ScalarNode) node);
    }

    private static String key(NodeTuple tuple, Path path) {
        if (tuple.getKeyNode() instanceof ScalarNode key) {
            return key.getValue();
        }
        throw new ConfigException(
                path + ":" + (tuple.getKeyNode().getStartMark().getLine() + 1) + ": a key must be plain text");
    }

    private static JsonNode scalar(ScalarNode scalar) {
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        if (Tag.NULL.equals(tag)) {
            return NODES.nullNode();
        }
        if (Tag.BOOL.equals(tag) && text.matches("true|True|TRUE|false|False|FALSE")) {
            return NODES.booleanNode(Boolean.parseBoolean(text));
        }
        if (Tag.INT.equals(tag) && text.matches("-?[0-9]+")) {
            return NODES.numberNode(new BigInteger(text));
        }
        if (Tag.FLOAT.equals(tag) && text.matches("-?[0-9]+(\\.[0-9]+)?")) {
            return NODES.numberNode(new BigDecimal(text));
        }
        return NODES.textNode(text);
    }
}
