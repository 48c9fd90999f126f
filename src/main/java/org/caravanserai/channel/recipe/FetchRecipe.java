package org.caravanserai.channel.recipe;

/**
 * How one order is asked for; {@code fetch.request.jslt} makes the call from {@code {orderKey, account}}.
 *
 * @param shape the form of the order in the answer
 * @param order pointer to the order in the answer; empty: the answer is the order
 * @param many how many hints of one account must wait before the list call is used instead
 */
public record FetchRecipe(String shape, String order, int many) {}
