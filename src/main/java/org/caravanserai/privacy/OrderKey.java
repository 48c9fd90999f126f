package org.caravanserai.privacy;

import javax.crypto.SecretKey;

/**
 * The data key of one order, in the clear for use and wrapped for {@code order_data_key}. Deleting that row erases the
 * person, so the clear key is never kept longer than a batch.
 *
 * @param wrapped sealed under the master key; goes into {@code order_data_key.wrapped}
 */
public record OrderKey(long orderId, SecretKey key, byte[] wrapped) {

    @Override
    public String toString() {
        return "OrderKey[" + orderId + "]";
    }
}
