package org.caravanserai.channel.recipe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.caravanserai.base.ConfigException;
import org.caravanserai.base.HubConfig;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * One mapping of a YAML file, read key by key. Every complaint is {@code file:line: what is wrong, how to mend it}; a key
 * nobody asked for is a complaint too ({@link #close}), so that a misspelt word never silently means the default.
 */
final class YamlMap implements AutoCloseable {

    private final String file;
    private final int line;
    private final String path;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Node> keys = new LinkedHashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();

    private YamlMap(String file, String path, Node node) {
        this.file = file;
        this.line = line(node.getStartMark());
        this.path = path;
        if (!(node instanceof MappingNode mapping)) {
            throw wrong(node, (path.isEmpty() ? "the file" : path) + " must be a map of keys and values");
        }
        for (NodeTuple tuple : mapping.getValue()) {
            String key = scalar(tuple.getKeyNode(), "a key");
            if (values.put(key, tuple.getValueNode()) != null) {
                throw wrong(tuple.getKeyNode(), name(key) + " stands here twice; keep one");
            }
            keys.put(key, tuple.getKeyNode());
        }
    }

    static YamlMap read(String file, String text) {
        try {
            Node root = new Yaml(new SafeConstructor(new LoaderOptions())).compose(new java.io.StringReader(text));
            if (root == null) {
                throw new ConfigException(file + ":1: the file is empty");
            }
            return new YamlMap(file, "", root);
        } catch (MarkedYAMLException e) {
            throw new ConfigException(file + ":" + (e.getProblemMark() == null ? 1 : line(e.getProblemMark()))
                    + ": not YAML: " + e.getProblem());
        }
    }

    boolean has(String key) {
        asked.add(key);
        return values.containsKey(key);
    }

    Set<String> keys() {
        return keys.keySet();
    }

    String text(String key) {
        return scalar(need(key), name(key));
    }

    String text(String key, String otherwise) {
        return has(key) ? text(key) : otherwise;
    }

    String word(String key, Set<String> allowed) {
        String word = text(key);
        if (!allowed.contains(word)) {
            throw wrong(
                    values.get(key),
                    name(key) + " is '" + word + "'; write one of "
                            + String.join(", ", allowed.stream().sorted().toList()));
        }
        return word;
    }

    String word(String key, Set<String> allowed, String otherwise) {
        return has(key) ? word(key, allowed) : otherwise;
    }

    int number(String key, int minimum, int maximum) {
        String text = text(key);
        try {
            int number = Integer.parseInt(text);
            if (number >= minimum && number <= maximum) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, with the range
        }
        throw wrong(
                values.get(key),
                name(key) + " is '" + text + "'; write a whole number from " + minimum + " to " + maximum);
    }

    int number(String key, int minimum, int maximum, int otherwise) {
        return has(key) ? number(key, minimum, maximum) : otherwise;
    }

    boolean flag(String key) {
        return has(key) && word(key, Set.of("true", "false")).equals("true");
    }

    Duration duration(String key) {
        String text = text(key);
        try {
            return HubConfig.parseDuration(name(key), text);
        } catch (ConfigException e) {
            throw wrong(values.get(key), e.getMessage());
        }
    }

    Duration duration(String key, Duration otherwise) {
        return has(key) ? duration(key) : otherwise;
    }

    /** A JSON pointer that must be there. */
    String pointer(String key) {
        need(key);
        return pointer(key, "");
    }

    /** A JSON pointer: empty or beginning with a slash. */
    String pointer(String key, String otherwise) {
        String pointer = text(key, otherwise);
        if (!pointer.isEmpty() && !pointer.startsWith("/")) {
            throw wrong(
                    values.get(key), name(key) + " is '" + pointer + "'; a JSON pointer begins with a slash, like /id");
        }
        return pointer;
    }

    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        if (has(key)) {
            if (!(values.get(key) instanceof SequenceNode sequence)) {
                throw wrong(values.get(key), name(key) + " must be a list, like [a, b]");
            }
            sequence.getValue().forEach(node -> texts.add(scalar(node, "an entry of " + name(key))));
        }
        return List.copyOf(texts);
    }

    /** A map of texts, in the file's order. */
    Map<String, String> words(String key) {
        Map<String, String> words = new LinkedHashMap<>();
        if (has(key)) {
            try (YamlMap map = new YamlMap(file, name(key), values.get(key))) {
                map.keys().forEach(word -> words.put(word, map.text(word)));
            }
        }
        return java.util.Collections.unmodifiableMap(words);
    }

    /** A nested map read by {@code reader}; null when it is absent. */
    <T> T object(String key, Function<YamlMap, T> reader) {
        if (!has(key)) {
            return null;
        }
        try (YamlMap map = new YamlMap(file, name(key), values.get(key))) {
            return reader.apply(map);
        }
    }

    /** Like {@link #object}, but absence is a complaint. */
    <T> T needed(String key, Function<YamlMap, T> reader) {
        need(key);
        return object(key, reader);
    }

    /** A map whose keys are free names and whose values are maps, in the file's order. */
    <T> Map<String, T> objects(String key, java.util.function.BiFunction<String, YamlMap, T> reader) {
        Map<String, T> objects = new LinkedHashMap<>();
        if (has(key)) {
            try (YamlMap map = new YamlMap(file, name(key), values.get(key))) {
                for (String one : map.keys()) {
                    objects.put(one, map.object(one, value -> reader.apply(one, value)));
                }
            }
        }
        return java.util.Collections.unmodifiableMap(objects);
    }

    /** A complaint about this key's value. */
    ConfigException wrong(String key, String what) {
        Node node = values.get(key);
        return node == null ? new ConfigException(file + ":" + line + ": " + what) : wrong(node, what);
    }

    /** Complains about the first key nobody asked for. */
    @Override
    public void close() {
        for (String key : keys.keySet()) {
            if (!asked.contains(key)) {
                throw wrong(
                        keys.get(key),
                        name(key) + " is unknown; known here: "
                                + String.join(", ", asked.stream().sorted().toList()));
            }
        }
    }

    private Node need(String key) {
        if (!has(key)) {
            throw new ConfigException(file + ":" + line + ": " + name(key) + " is missing");
        }
        return values.get(key);
    }

    private String scalar(Node node, String what) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw wrong(node, what + " must be plain text");
    }

    private String name(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private ConfigException wrong(Node node, String what) {
        return new ConfigException(file + ":" + line(node.getStartMark()) + ": " + what);
    }

    private static int line(Mark mark) {
        return mark.getLine() + 1;
    }
}
