package org.caravanserai.channel.recipe;

/**
 * How one order is asked for; {@code fetch.request.jslt} makes the call from {@code {orderKey, account}}.
 *
 * @param shape the form of the order in the answer
 * @param order pointer to the order in the answer; empty: the answer is the order
 * @param many how many hints of one account must wait before the list call is used instead
 * @param more how many further calls {@code fetch.more.jslt} may make, from {@code {orderKey, account, order, calls}}, until the order
 *     is all there: each with {@code puts}, what of its answer goes where in the order; 0: none
 * @param id what people may name an order by
 * @param absent how the channel says that it has no such order; null: with status 200 and null where the order would stand
 */
public record FetchRecipe(String shape, String order, int many, int more, OrderIdRecipe id, AbsentAnswer absent) {

    /** An answer with this status whose body has this value at the pointer. */
    public record AbsentAnswer(int status, String pointer, String value) {}
}
