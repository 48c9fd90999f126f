package org.caravanserai.translate;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.caravanserai.base.Json;

/** A payload of a channel's fixtures that becomes an order, and how the channel publishes it. */
record PayloadFixtures(String channel, String shape, Path file, Path schema) {

    private static final Pattern REQUEST = Pattern.compile("request\\.([a-z0-9-]+)\\.json");

    static List<PayloadFixtures> all() {
        List<PayloadFixtures> all = new ArrayList<>();
        for (Path channel : list(Transformers.ROOT)) {
            for (Path folder : list(channel.resolve("fixtures"))) {
                for (Path file : list(folder)) {
                    Matcher request = REQUEST.matcher(file.getFileName().toString());
                    Path schema = request.matches()
                            ? channel.resolve("payload." + request.group(1) + ".schema.json")
                            : Path.of("none");
                    if (Files.exists(schema) && Files.exists(folder.resolve("expected.json"))) {
                        all.add(new PayloadFixtures(channel.getFileName().toString(), request.group(1), file, schema));
                    }
                }
            }
        }
        return all;
    }

    /** A fresh copy. */
    JsonNode payload() {
        try {
            return Json.MAPPER.readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return Transformers.ROOT.relativize(file).toString();
    }

    List<PayloadPlaces.Place> places() {
        return PayloadPlaces.of(schema, payload());
    }

    private static List<Path> list(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
