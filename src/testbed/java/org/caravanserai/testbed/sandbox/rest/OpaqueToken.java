package org.caravanserai.testbed.sandbox.rest;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Texts that mean something only to the channel: page tokens, cursors. */
public final class OpaqueToken {

    private OpaqueToken() {}

    /** @param parts without the character {@code |} */
    public static String write(String... parts) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join("|", parts).getBytes(StandardCharsets.UTF_8));
    }

    /** The parts, or empty for a text that was never a token of so many parts. */
    public static Optional<List<String>> read(String text, int parts) {
        try {
            List<String> found =
                    List.of(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split("\\|"));
            return found.size() == parts ? Optional.of(found) : Optional.empty();
        } catch (IllegalArgumentException wrong) {
            return Optional.empty();
        }
    }
}
