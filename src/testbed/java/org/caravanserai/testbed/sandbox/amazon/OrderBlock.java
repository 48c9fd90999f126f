package org.caravanserai.testbed.sandbox.amazon;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The parts of an order that are shown only when asked for by {@code includedData} (Orders 2026-01-01). */
enum OrderBlock {
    BUYER,
    RECIPIENT,
    PROCEEDS,
    EXPENSE,
    PROMOTION,
    CANCELLATION,
    FULFILLMENT,
    PACKAGES,
    TAX,
    PAYMENT,
    FULFILLMENT_ORDERS;

    /**
     * Reads words; none, or a blank one, asks for none.
     *
     * @throws AmazonRefusal 400 when a word is unknown
     */
    static Set<OrderBlock> parse(List<String> words) {
        Set<OrderBlock> blocks = EnumSet.noneOf(OrderBlock.class);
        if (words.stream().allMatch(String::isBlank)) {
            return blocks;
        }
        for (String word : words) {
            try {
                blocks.add(valueOf(word.trim()));
            } catch (IllegalArgumentException unknown) {
                throw AmazonRefusal.invalid("includedData has no value '" + word.trim() + "'");
            }
        }
        return blocks;
    }
}
