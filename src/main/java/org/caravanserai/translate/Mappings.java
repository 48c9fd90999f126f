package org.caravanserai.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.caravanserai.base.ConfigException;
import org.caravanserai.channel.script.JsltFiles;

/**
 * All order mappings of a directory, {@code <channel>/order.<shape>.jslt}, compiled once. Those in {@code canonical} are for
 * every channel that has none of its own for the shape. Immutable and safe for many threads; a changed directory is a new
 * {@code Mappings}. A mapping may import another file of the same directory
 * ({@code import "canonical/service-level.jslt" as service}) and nothing outside it.
 */
public final class Mappings {

    private static final Pattern FILE = Pattern.compile("order\\.([a-z0-9][a-z0-9-]{0,31})\\.jslt");
    private static final Pattern CHANNEL = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    /** The folder of the hub's own forms, which any channel may use. */
    private static final String OURS = "canonical";

    private final Map<String, Expression> byShape;
    private final Map<String, PayloadSchema> payloads;

    private Mappings(Map<String, Expression> byShape, Map<String, PayloadSchema> payloads) {
        this.byShape = Map.copyOf(byShape);
        this.payloads = Map.copyOf(payloads);
    }

    /**
     * Compiles every order mapping below {@code transformers}.
     *
     * @throws ConfigException naming file and line of each that is wrong, or when there is none
     */
    public static Mappings load(Path transformers) {
        List<ConfigException> wrong = new ArrayList<>();
        Mappings mappings = read(transformers, wrong);
        if (!wrong.isEmpty()) {
            throw ConfigException.together(wrong);
        }
        return mappings;
    }

    /**
     * The mappings that compile.
     *
     * @param wrong takes {@code file:line: what} of each that does not; files are named relative to {@code transformers}
     */
    public static Mappings read(Path transformers, List<ConfigException> wrong) {
        Map<String, Expression> found = new HashMap<>();
        Map<String, PayloadSchema> payloads = new HashMap<>();
        JsltFiles compiler = new JsltFiles(
                file -> relative(transformers, file), name -> below(transformers, name), MappingFunctions.all());
        int before = wrong.size();
        for (Path channel : list(transformers)) {
            String name = channel.getFileName().toString();
            if (!Files.isDirectory(channel) || !CHANNEL.matcher(name).matches()) {
                continue;
            }
            for (Path file : list(channel)) {
                Matcher matcher = FILE.matcher(file.getFileName().toString());
                if (matcher.matches()) {
                    String shape = name + "/" + matcher.group(1);
                    Path payload = channel.resolve("payload." + matcher.group(1) + ".schema.json");
                    try {
                        found.put(shape, compiler.compile(file));
                        if (Files.exists(payload)) {
                            payloads.put(shape, PayloadSchema.load(payload));
                        }
                    } catch (ConfigException e) {
                        wrong.add(e);
                    }
                }
            }
        }
        if (found.isEmpty() && wrong.size() == before) {
            wrong.add(new ConfigException(transformers + " holds no mapping <channel>/order.<shape>.jslt"));
        }
        return new Mappings(found, payloads);
    }

    private static String relative(Path root, Path file) {
        return root.toAbsolutePath()
                .normalize()
                .relativize(file.toAbsolutePath().normalize())
                .toString();
    }

    private static Optional<Path> below(Path root, String name) {
        Path home = root.toAbsolutePath().normalize();
        return Optional.of(home.resolve(name).normalize())
                .filter(file -> file.startsWith(home) && Files.isRegularFile(file));
    }

    /** The shapes that can be read, as {@code channel/shape}, sorted. */
    public Set<String> shapes() {
        return new TreeSet<>(byShape.keySet());
    }

    /**
     * The canonical order of a payload; a fresh tree that may share unchanged nodes with {@code payload}. Where the shape has
     * a {@code payload.<shape>.schema.json}, what it does not allow is taken out of the payload first and named in the order.
     *
     * @throws MappingException {@code mapping.unknown_shape}, or the cause code of the function that refused, or
     *     {@code mapping.failed} when the mapping itself broke on this payload
     */
    JsonNode apply(String channel, String shape, JsonNode payload) {
        String key = (byShape.containsKey(channel + "/" + shape) ? channel : OURS) + "/" + shape;
        Expression mapping = byShape.get(key);
        if (mapping == null) {
            throw new MappingException(
                    "mapping.unknown_shape",
                    "There is no mapping for this channel and payload shape.",
                    "add transformers/" + channel + "/order." + shape + ".jslt");
        }
        PayloadSchema schema = payloads.get(key);
        List<PayloadFinding> findings = schema == null ? List.of() : PayloadReview.of(schema, payload);
        return Notices.of(findings).addTo(apply(mapping, channel, shape, payload));
    }

    private static JsonNode apply(Expression mapping, String channel, String shape, JsonNode payload) {
        try {
            return mapping.apply(payload);
        } catch (MappingException e) {
            throw e;
        } catch (JsltException e) {
            // JSLT quotes the values it stumbles over: only the place is safe to keep
            throw failed(
                    e.getSource() == null ? channel + "/order." + shape + ".jslt" : e.getSource() + ":" + e.getLine());
        } catch (RuntimeException e) {
            throw failed(channel + "/order." + shape + ".jslt, " + e.getClass().getSimpleName());
        }
    }

    /** How the channel publishes a payload; null where nobody wrote it down. */
    PayloadSchema payload(String channel, String shape) {
        return payloads.get(channel + "/" + shape);
    }

    private static MappingException failed(String where) {
        return new MappingException(
                "mapping.failed",
                "The mapping broke on this payload: a value is of another kind than the channel documents.",
                where);
    }

    private static List<Path> list(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new ConfigException(directory + " is no directory; it should hold the channels' transformers");
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new ConfigException(directory + " cannot be read: " + e.getMessage(), e);
        }
    }
}
