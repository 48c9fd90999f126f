package org.caravanserai.outbox;

/**
 * The account a work item is for.
 *
 * @param id of table {@code account}
 * @param channel {@code shopify}, {@code woocommerce} ...
 * @param name the account's name, unique per channel
 */
public record WorkAccount(int id, String channel, String name) {

    public String destination() {
        return "account:" + id;
    }
}
