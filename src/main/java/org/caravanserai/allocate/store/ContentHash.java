package org.caravanserai.allocate.store;

/**
 * A keyed hash over an order's content, to tell a repetition from a contradiction. Keyed, because a plain hash of personal
 * data would let anybody try names against it.
 */
@FunctionalInterface
public interface ContentHash {

    byte[] of(byte[] document, byte[] personal);
}
