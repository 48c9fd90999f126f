package org.caravanserai.order.due;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a channel counts what has been sent ({@code counts:} in {@code channel.yaml}, per shape or account setting). */
public enum Counting {
    /** Its statements say, per line, how many units are still to be sent. */
    UNITS,
    /** It only marks a line as sent, as a whole. */
    LINE,
    /** It only marks the order as sent, as a whole. */
    ORDER;

    /** The word in recipes, settings and canonical orders. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Empty for a word that is none of these. */
    public static Optional<Counting> of(String word) {
        return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
    }
}
