package org.caravanserai.runtime.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.caravanserai.base.ConfigException;
import org.caravanserai.base.HubConfig;

/** A secret among the settings: the key itself, or the content of the file that {@code <key>-file} names. */
public final class ConfiguredSecret {

    private ConfiguredSecret() {}

    /** @throws ConfigException when neither key has a value or the file cannot be read */
    public static String get(HubConfig config, Home home, String key) {
        return find(config, home, key)
                .orElseThrow(() -> new ConfigException("neither " + key + " nor " + key + "-file has a value"));
    }

    /** @throws ConfigException when the file cannot be read or is empty */
    public static Optional<String> find(HubConfig config, Home home, String key) {
        return config.find(key)
                .or(() -> config.find(key + "-file")
                        .map(Path::of)
                        .map(home::resolve)
                        .map(file -> read(key, file)));
    }

    private static String read(String key, Path file) {
        try {
            String secret = Files.readString(file).strip();
            if (secret.isEmpty()) {
                throw new ConfigException(file + " of " + key + "-file is empty");
            }
            return secret;
        } catch (IOException e) {
            throw new ConfigException("cannot read " + file + " of " + key + "-file: " + e, e);
        }
    }
}
