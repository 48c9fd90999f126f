package org.caravanserai.outbox;

/**
 * The channel account a work is for.
 *
 * @param id of table {@code account}
 * @param channel {@code shopify}, {@code woocommerce} ...
 * @param name the account's name, unique per channel
 */
public record WorkAccount(int id, String channel, String name) {

    /** Whose sender does its work. */
    public Destination destination() {
        return Destination.account(id);
    }
}
