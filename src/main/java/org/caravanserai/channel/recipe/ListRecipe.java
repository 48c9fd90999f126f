package org.caravanserai.channel.recipe;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;

/**
 * How all orders that changed in a window of time are asked for; {@code list.request.jslt} makes each call from
 * {@code {from, to, page, cursor, account}}.
 *
 * @param shape the form of each order in the answer
 * @param orders pointer to the array of orders
 * @param every how often it is done
 * @param overlap how far each window reaches back behind the one before
 * @param lag how long before now a window must end
 * @param first how far the very first window reaches back
 * @param horizon how far back the channel hands out orders at all
 * @param paging how the next page is found; null: everything comes at once
 */
public record ListRecipe(
        String shape,
        String orders,
        Duration every,
        Duration overlap,
        Duration lag,
        Duration first,
        Duration horizon,
        Paging paging) {

    /** The closed list of ways in which a channel deals out pages. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "recipe")
    @JsonSubTypes({
        @JsonSubTypes.Type(name = "none", value = Paging.None.class),
        @JsonSubTypes.Type(name = "cursor", value = Paging.Cursor.class),
        @JsonSubTypes.Type(name = "numbered", value = Paging.Numbered.class)
    })
    public sealed interface Paging {

        /** Everything comes at once. */
        record None() implements Paging {}

        /** {@code next} points to the cursor of the next page; there is one when {@code more} (if set) points to true. */
        record Cursor(String next, String more) implements Paging {}

        /** Pages are numbered from 1; the header {@code total} says how many there are. */
        record Numbered(String total) implements Paging {}
    }
}
