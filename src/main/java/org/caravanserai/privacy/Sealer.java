package org.caravanserai.privacy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Authenticated encryption, AES-256-GCM: {@code nonce (12 random bytes) || ciphertext || tag (16 bytes)}. The place a
 * value belongs to (purpose and id) is authenticated with it, so that sealed bytes copied into another row do not open.
 * Random nonces bound one key to about 2^32 values. Ciphers and nonces are held per thread: looking up a cipher costs
 * more than sealing a small order.
 */
public final class Sealer {

    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final ThreadLocal<Worker> workers = ThreadLocal.withInitial(Worker::new);

    /** A fresh AES-256 key. */
    public SecretKey newKey() {
        byte[] key = new byte[32];
        random.nextBytes(key);
        return new SecretKeySpec(key, "AES");
    }

    /** @param place what the value is and whose, like {@code order/4711/personal} */
    public byte[] seal(SecretKey key, String place, byte[] plain) {
        Worker worker = workers.get();
        try {
            byte[] sealed = new byte[NONCE + plain.length + TAG_BITS / 8];
            worker.nextNonce(sealed);
            worker.cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, sealed, 0, NONCE));
            worker.cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
            worker.cipher.doFinal(plain, 0, plain.length, sealed, NONCE);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot seal " + place, e);
        }
    }

    /** @throws SealException when key or place are not those of {@link #seal}, or the bytes were changed */
    public byte[] open(SecretKey key, String place, byte[] sealed) {
        if (sealed.length < NONCE + TAG_BITS / 8) {
            throw new SealException(place + " cannot be opened: its " + sealed.length + " bytes are too few", null);
        }
        Cipher cipher = workers.get().cipher;
        try {
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, sealed, 0, NONCE));
            cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(sealed, NONCE, sealed.length - NONCE);
        } catch (AEADBadTagException e) {
            throw new SealException(place + " cannot be opened: another key sealed it, or it was changed", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot open " + place, e);
        }
    }

    private final class Worker {
        private final Cipher cipher;
        private final byte[] nonces = new byte[64 * NONCE];
        private int used = nonces.length;

        Worker() {
            try {
                cipher = Cipher.getInstance("AES/GCM/NoPadding");
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("this Java has no AES/GCM", e);
            }
        }

        void nextNonce(byte[] target) {
            if (used == nonces.length) {
                random.nextBytes(nonces);
                used = 0;
            }
            System.arraycopy(nonces, used, target, 0, NONCE);
            used += NONCE;
        }
    }
}
