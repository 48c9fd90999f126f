package org.caravanserai.channel.recipe;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;

/**
 * How all orders that changed in a window of time are asked for; {@code list.request.jslt} makes each call from
 * {@code {from, to, page, offset, size, cursor, account}}.
 *
 * @param shape the form of each order in the answer
 * @param orders pointer to the array of orders
 * @param every how often it is done
 * @param overlap how far each window reaches back behind the one before
 * @param lag how long before now a window must end
 * @param first how far the very first window reaches back
 * @param horizon how far back the channel hands out orders at all
 * @param pageSize how many orders a page is asked to hold; halved while a page cannot be read; 0: the channel decides
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
        int pageSize,
        Paging paging) {

    /** The closed list of ways in which a channel deals out pages. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "recipe")
    @JsonSubTypes({
        @JsonSubTypes.Type(name = "none", value = Paging.None.class),
        @JsonSubTypes.Type(name = "cursor", value = Paging.Cursor.class),
        @JsonSubTypes.Type(name = "numbered", value = Paging.Numbered.class),
        @JsonSubTypes.Type(name = "offset", value = Paging.Offset.class)
    })
    public sealed interface Paging {

        /** Everything comes at once. */
        record None() implements Paging {}

        /** {@code next} points to the cursor of the next page; there is one when {@code more} (if set) points to true. */
        record Cursor(String next, String more) implements Paging {}

        /**
         * Pages are numbered from 1; the header {@code total} says how many there are. An answer without it is followed by the next
         * page, until one brings nothing new.
         */
        record Numbered(String total) implements Paging {}

        /**
         * A page begins behind so many orders; the header {@code total} says how many orders there are. Each page begins with the
         * last order of the one before, so that orders that leave the list meanwhile are noticed. An answer without the header is
         * followed by the next page, until one brings nothing new.
         */
        record Offset(String total) implements Paging {}
    }
}
