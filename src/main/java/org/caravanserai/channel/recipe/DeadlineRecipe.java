package org.caravanserai.channel.recipe;

import java.time.Duration;

/**
 * @param ship how long after placing an order must be shipped when the channel does not say
 * @param cancel how long after the ship-by time the channel cancels by itself; null: it does not
 */
public record DeadlineRecipe(Duration ship, Duration cancel) {}
