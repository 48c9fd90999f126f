package org.caravanserai.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What is kept of a password: a salted SHA-256. That is enough, and quick enough for every connection, because the hub makes
 * all passwords itself from {@value NewPassword#BYTES} random bytes: there is nothing to guess.
 */
public record PasswordHash(byte[] salt, byte[] hash) {

    static PasswordHash of(String password, byte[] salt) {
        return new PasswordHash(salt, digest(password, salt));
    }

    /** Takes as long for a wrong password as for the right one. */
    public boolean matches(String password) {
        return MessageDigest.isEqual(hash, digest(password, salt));
    }

    private static byte[] digest(String password, byte[] salt) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt);
            return digest.digest(password.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "a password";
    }
}
