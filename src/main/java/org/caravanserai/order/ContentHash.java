package org.caravanserai.order;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.caravanserai.privacy.MasterKey;

/**
 * A keyed hash over an order's content, to tell a repetition from a contradiction: HMAC-SHA256 under a key derived from the
 * master key. Keyed, because a plain hash of personal data would let anybody try names against it. Safe for several threads.
 */
public final class ContentHash {

    private final ThreadLocal<Mac> macs;

    public ContentHash(MasterKey master) {
        SecretKey key = master.derive("content-hash");
        macs = ThreadLocal.withInitial(() -> keyed(key));
    }

    /** @return 32 bytes */
    public byte[] of(byte[] document, byte[] personal) {
        Mac mac = macs.get();
        mac.update(document);
        mac.update((byte) 0);
        return mac.doFinal(personal);
    }

    private static Mac keyed(SecretKey key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HmacSHA256", e);
        }
    }
}
