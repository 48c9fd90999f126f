package org.caravanserai.channel.recipe;

import org.caravanserai.order.due.Counting;

/**
 * A form in which an order arrives; {@code order.<shape>.jslt} reads it.
 *
 * @param order pointer to the channel's order id
 * @param version pointer to what decides which of two observations is newer; empty: the time of our asking
 * @param notificationOnly it only names an order, which must be fetched
 * @param counts how statements of this shape count what was sent; null: as the channel's others do
 * @param deleted it tells that the order was deleted: one that the channel then has no more, or holds as cancelled, is so from then on
 */
public record ShapeRecipe(String order, String version, boolean notificationOnly, Counting counts, boolean deleted) {}
