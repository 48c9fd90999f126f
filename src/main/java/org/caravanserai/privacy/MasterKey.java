package org.caravanserai.privacy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.caravanserai.base.ConfigException;

/**
 * The one key that wraps all others: 32 random bytes, Base64 in a file of mode 0400, made at first start. The
 * environment variable {@value #VARIABLE} stands in for the file. It is never used itself; each purpose has a key
 * derived from it (HKDF-SHA256, RFC 5869). Without it no sealed data can be read again: keep a copy away from the
 * database's backups.
 */
public final class MasterKey {

    public static final String VARIABLE = "HUB_MASTER_KEY";
    private static final int LENGTH = 32;

    private final byte[] pseudoRandomKey;

    /** @param key 32 bytes of full entropy */
    public MasterKey(byte[] key) {
        if (key.length != LENGTH) {
            throw new ConfigException("the master key has " + key.length + " bytes instead of " + LENGTH);
        }
        pseudoRandomKey = hmac("caravanserai.master.v1".getBytes(StandardCharsets.US_ASCII), key);
    }

    /** The key of {@value #VARIABLE}, else of {@code file}, which is made when it does not exist. */
    public static MasterKey open(Path file) {
        return open(file, System.getenv(VARIABLE));
    }

    static MasterKey open(Path file, String override) {
        if (override != null && !override.isBlank()) {
            return decode(override.strip(), VARIABLE);
        }
        return decode(SecretFile.readOrCreate(file, MasterKey::generate), file.toString());
    }

    /** A fresh key as {@link #open} reads it. */
    public static String generate() {
        byte[] key = new byte[LENGTH];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    /** The AES-256 or HMAC key of one purpose; the same purpose always gives the same key. */
    public SecretKey derive(String purpose) {
        byte[] info = (purpose + '\1').getBytes(StandardCharsets.UTF_8); // one block of HKDF-Expand is all we need
        return new SecretKeySpec(hmac(pseudoRandomKey, info), "AES");
    }

    private static MasterKey decode(String text, String where) {
        try {
            return new MasterKey(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(
                    where + " holds no Base64 text; it must be 32 random bytes in Base64 (openssl rand -base64 32)");
        } catch (ConfigException e) {
            throw new ConfigException(where + ": " + e.getMessage(), e);
        }
    }

    private static byte[] hmac(byte[] key, byte[] data) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HmacSHA256", e);
        }
    }
}
