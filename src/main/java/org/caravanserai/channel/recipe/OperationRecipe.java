package org.caravanserai.channel.recipe;

import java.time.Duration;

/**
 * Something we tell the channel; {@code <operation>.lookup.jslt} (optional), {@code .plan.jslt} and {@code .judge.jslt}
 * (optional) make and read the calls.
 *
 * @param repeat what may be done after an unknown outcome
 * @param settle how long the channel may still be working on a call whose answer we did not get
 * @param compareAndSet only for {@code stock}: the channel changes the quantity only if it still shows what we believe
 * @param attempts after so many failed ones a person has to look
 */
public record OperationRecipe(String name, Repeat repeat, Duration settle, boolean compareAndSet, int attempts) {

    /** What may be done after an unknown outcome. */
    public enum Repeat {
        /** The same call again: the channel knows it by its key. */
        KEY,
        /** Wait {@link OperationRecipe#settle}, look, and do only what is missing. */
        LOOKUP,
        /** Nothing: people look at it. */
        NEVER
    }
}
