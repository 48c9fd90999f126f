package org.caravanserai.testbed.sandbox.woocommerce;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** MD5, which WordPress still makes its public ids with. */
final class Hashes {

    private Hashes() {
    }

    static byte[] md5(byte[] bytes) {
        try {
            return MessageDigest.getInstance("MD5").digest(bytes);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("MD5 is part of every Java", missing);
        }
    }
}
