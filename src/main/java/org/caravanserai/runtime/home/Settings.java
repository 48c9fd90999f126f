package org.caravanserai.runtime.home;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.caravanserai.base.ConfigException;
import org.caravanserai.base.HubConfig;

/** Reads the settings: {@code application.properties}, over it {@code hub.properties} of the home. */
public final class Settings {

    private Settings() {}

    /** @throws ConfigException when {@code hub.properties} has a key that {@code application.properties} does not explain */
    public static HubConfig load(Home home) {
        return new HubConfig(values(home));
    }

    /**
     * Every key, those of Camel too, with the value that holds, environment and system properties considered: what Camel Main
     * goes by, which reads {@code application.properties} itself but knows no home.
     */
    public static Properties effective(Home home) {
        Properties values = values(home);
        HubConfig config = new HubConfig(values);
        Properties effective = new Properties();
        for (String key : values.stringPropertyNames()) {
            effective.setProperty(key, config.find(key).orElse(""));
        }
        // a route's file: endpoint knows no home
        effective.setProperty(
                "hub.files", home.directory().resolve(config.path("hub.files")).toString());
        return effective;
    }

    private static Properties values(Home home) {
        Properties values = new Properties();
        try (InputStream defaults = Settings.class.getResourceAsStream("/application.properties")) {
            values.load(defaults);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read application.properties", e);
        }
        Path own = home.directory().resolve("hub.properties");
        if (Files.exists(own)) {
            overlay(values, own);
        }
        return values;
    }

    private static void overlay(Properties values, Path file) {
        Properties own = new Properties();
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            own.load(reader);
            Set<String> known = values.stringPropertyNames();
            for (String key : own.stringPropertyNames()) {
                if (!known.contains(key)) {
                    throw new ConfigException(file + ":" + line(file, key) + ": " + key
                            + " is no key of this hub; the keys stand in application.properties");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        values.putAll(own);
    }

    private static int line(Path file, String key) throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).strip().startsWith(key)) {
                return i + 1;
            }
        }
        return 1;
    }
}
