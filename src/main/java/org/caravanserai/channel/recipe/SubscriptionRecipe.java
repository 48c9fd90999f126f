package org.caravanserai.channel.recipe;

import java.time.Duration;
import java.util.List;

/**
 * What the hub wants a channel to push, where a channel switches pushing off or forgets it after failures;
 * {@code subscriptions.lookup.jslt} and {@code subscriptions.plan.jslt} say how it is looked at and mended.
 *
 * @param every how often the hub looks
 * @param topics the events that are to be pushed, in the words of {@code events.topics}
 */
public record SubscriptionRecipe(Duration every, List<String> topics) {}
