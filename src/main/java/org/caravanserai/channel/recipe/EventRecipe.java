package org.caravanserai.channel.recipe;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How an event is told from another.
 *
 * @param topic where the channel's word for what happened stands
 * @param key what makes a repeated delivery the same one; when a part is missing the body's hash stands in for all
 * @param anyCase whether names in the body are taken in upper and lower case alike
 * @param seller where one URL or queue serves many sellers: which one it is; else null
 * @param topics what is done about each topic; a topic that is not here is
 *               {@code unrecognised}: stored, and people look at it
 */
public record EventRecipe(
        ValueSource topic, List<ValueSource> key, boolean anyCase, Seller seller, Map<String, TopicRecipe> topics) {

    public EventRecipe {
        key = List.copyOf(key);
        topics = Collections.unmodifiableMap(new LinkedHashMap<>(topics));
    }

    /** The value at {@code pointer} equals the account's setting {@code setting}. */
    public record Seller(String pointer, String setting) {}

    /**
     * @param kind the inbox kind, {@code unrecognised} (people look at it) or {@code ignored} (answered and forgotten)
     * @param shape in which form the order stands in the body; empty when {@code kind} needs none
     */
    public record TopicRecipe(String kind, String shape) {

        public TopicRecipe {
            shape = shape == null ? "" : shape;
        }
    }
}
