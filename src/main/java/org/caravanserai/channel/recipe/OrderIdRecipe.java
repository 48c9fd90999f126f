package org.caravanserai.channel.recipe;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What people may name an order by when the channel is to be asked for it.
 *
 * @param pattern what the id must match as a whole, once {@code prefix} is taken off
 * @param prefix may stand before it; taken off. Empty: none
 * @param wanted where people find it, as the end of a sentence: it is told to whoever gives something else
 */
public record OrderIdRecipe(String pattern, String prefix, String wanted) {

    private static final int LONGEST = 255;

    /** The id as events name it; empty when it is none that the channel can be asked by. */
    public Optional<String> read(String typed) {
        String text = typed.strip();
        String id = text.startsWith(prefix) ? text.substring(prefix.length()) : text;
        return id.length() <= LONGEST && Pattern.matches(pattern, id) ? Optional.of(id) : Optional.empty();
    }
}
