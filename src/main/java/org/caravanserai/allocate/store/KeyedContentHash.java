package org.caravanserai.allocate.store;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.caravanserai.privacy.MasterKey;

/** HMAC-SHA256 under a key derived from the master key. */
public final class KeyedContentHash implements ContentHash {

    private final ThreadLocal<Mac> macs;

    public KeyedContentHash(MasterKey master) {
        SecretKey key = master.derive("content-hash");
        macs = ThreadLocal.withInitial(() -> keyed(key));
    }

    @Override
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
