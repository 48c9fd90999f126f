package org.caravanserai.access;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * A password that was just made.
 *
 * @param text the password itself, which nobody can read anywhere once it was shown
 * @param hash what is kept of it
 */
public record NewPassword(String text, PasswordHash hash) {

    static final int BYTES = 24;

    private static final int SALT_BYTES = 16;

    /** From these random bits. */
    public static NewPassword from(SecureRandom random) {
        byte[] secret = new byte[BYTES];
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(secret);
        random.nextBytes(salt);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        return new NewPassword(text, PasswordHash.of(text, salt));
    }

    @Override
    public String toString() {
        return hash.toString();
    }
}
