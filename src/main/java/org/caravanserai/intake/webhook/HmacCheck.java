package org.caravanserai.intake.webhook;

import java.io.IOException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.caravanserai.channel.recipe.SignatureRecipe;

/**
 * HMAC-SHA256 over raw bytes (RFC 2104, test vectors of RFC 4231). The comparison takes the same time wherever the first
 * difference is, and all live secrets are tried, whichever fits. Each thread keeps its own {@link Mac}.
 */
public final class HmacCheck {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int LENGTH = 32;

    private final ThreadLocal<Mac> mac = ThreadLocal.withInitial(HmacCheck::newMac);

    /**
     * Whether {@code presented} is the signature of {@code body} under one of {@code secrets}.
     *
     * @param presented the header's value, or null when it was absent
     */
    public boolean proves(SignatureRecipe.HmacSha256 recipe, List<byte[]> secrets, byte[] body, String presented) {
        byte[] claimed = decode(recipe, presented);
        if (claimed == null) {
            return false;
        }
        boolean proven = false;
        for (byte[] secret : secrets) {
            proven |= MessageDigest.isEqual(sign(secret, body), claimed);
        }
        return proven;
    }

    /**
     * The same of a body that is read in pieces, once for all secrets.
     *
     * @throws WebhookRefusal 413 when it is longer than is read
     * @throws IOException when it ended early
     */
    boolean proves(SignatureRecipe.HmacSha256 recipe, List<byte[]> secrets, LongBody body, String presented)
            throws IOException {
        byte[] claimed = decode(recipe, presented);
        if (claimed == null) {
            return false;
        }
        List<Mac> macs = secrets.stream().map(secret -> keyed(newMac(), secret)).toList();
        if (!body.read((piece, length) -> macs.forEach(one -> one.update(piece, 0, length)))) {
            throw new WebhookRefusal(413, "too-large");
        }
        boolean proven = false;
        for (Mac one : macs) {
            proven |= MessageDigest.isEqual(one.doFinal(), claimed);
        }
        return proven;
    }

    /** The signature of {@code body}. */
    public byte[] sign(byte[] secret, byte[] body) {
        return keyed(mac.get(), secret).doFinal(body);
    }

    private static Mac keyed(Mac one, byte[] secret) {
        try {
            one.init(new SecretKeySpec(secret, ALGORITHM));
        } catch (InvalidKeyException e) {
            throw new IllegalArgumentException("an empty secret signs nothing", e);
        }
        return one;
    }

    private static byte[] decode(SignatureRecipe.HmacSha256 recipe, String presented) {
        if (presented == null || !presented.startsWith(recipe.prefix())) {
            return null;
        }
        String text = presented.substring(recipe.prefix().length());
        try {
            byte[] claimed = switch (recipe.encoding()) {
                case BASE64 -> Base64.getDecoder().decode(text);
                case HEX -> HexFormat.of().parseHex(text);
            };
            return claimed.length == LENGTH ? claimed : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static Mac newMac() {
        try {
            return Mac.getInstance(ALGORITHM);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
