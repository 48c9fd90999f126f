package org.caravanserai.privacy;

import javax.crypto.spec.SecretKeySpec;

/**
 * One data key per order. Storing the wrapped key is the caller's: it is a row of the batch that stores the order. All
 * methods are pure computation and safe for many threads.
 */
public final class OrderKeys {

    private final Sealer sealer;
    private final MasterSealer wrap;

    public OrderKeys(MasterKey master, Sealer sealer) {
        this.sealer = sealer;
        this.wrap = new MasterSealer(master, sealer, "order-key");
    }

    /** A fresh key for a new order, with the bytes for its {@code order_data_key} row. */
    public OrderKey newKey(long orderId) {
        var key = sealer.newKey();
        return new OrderKey(orderId, key, wrap.seal(Long.toString(orderId), key.getEncoded()));
    }

    /**
     * The key of a stored order.
     *
     * @param wrapped {@code order_data_key.wrapped}; {@code null} when there is no row
     * @throws ErasedException when there is no row: the person was erased
     * @throws SealException when the master key is another, or the row was changed
     */
    public OrderKey unwrap(long orderId, byte[] wrapped) {
        if (wrapped == null) {
            throw new ErasedException("the personal data of order " + orderId + " was erased");
        }
        return new OrderKey(orderId, new SecretKeySpec(wrap.open(Long.toString(orderId), wrapped), "AES"), wrapped);
    }

    /** @param purpose which of the order's values it is: {@code personal}, {@code raw}, {@code outbox/12}; part of the seal */
    public byte[] seal(OrderKey key, String purpose, byte[] plain) {
        return sealer.seal(key.key(), place(key, purpose), plain);
    }

    /** @throws SealException when order or purpose are not those of {@link #seal}, or the bytes were changed */
    public byte[] open(OrderKey key, String purpose, byte[] sealed) {
        return sealer.open(key.key(), place(key, purpose), sealed);
    }

    private static String place(OrderKey key, String purpose) {
        return "order/" + key.orderId() + '/' + purpose;
    }
}
