package org.caravanserai.intake.pull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.caravanserai.channel.recipe.ListRecipe;
import org.caravanserai.channel.recipe.ListRecipe.Paging;
import org.caravanserai.notify.ChannelAnswer;
import org.caravanserai.outbox.Outcome;
import org.caravanserai.outbox.Outcome.Kind;

/**
 * Where a look through a channel's list stands. Lists move while they are read: what leaves one moves all behind it up. Pages by
 * offset overlap by one order; one that does not begin with an order of the page before is read again from further on before.
 */
final class ListWalk {

    private static final int MOST_PAGES = 100_000;
    private static final int MOST_STEPS_BACK = 20;

    private final ListRecipe recipe;
    private final Set<String> seen = new HashSet<>();
    private int pages = 1;
    private int size;
    private int number = 1;
    private int mostNumbers;
    private int position;
    private boolean anchored;
    private String cursor;
    private boolean over;
    private List<String> first;
    private int stepsBack;
    private int barren;

    ListWalk(ListRecipe recipe) {
        this.recipe = recipe;
        this.size = recipe.pageSize();
    }

    /** Which page it is to ask for, counted with those that were asked for again. */
    int step() {
        return pages;
    }

    boolean isOver() {
        return over;
    }

    /** Tells the script of the request which page to ask for. */
    void ask(ObjectNode input) {
        input.put("page", number).put("cursor", cursor).put("offset", offset());
        if (size == 0) {
            input.putNull("size");
        } else {
            input.put("size", anchored ? Math.max(2, size) : size);
        }
    }

    /** Asks for the same page again with half as many orders. @return false when it cannot be smaller */
    boolean halve() {
        if (size < 2) {
            return false;
        }
        int half = size / 2;
        number = (number - 1) * size / half + 1;
        mostNumbers = 0;
        size = half;
        pages++;
        return true;
    }

    /** Each page holds one order that was not on the page before. */
    boolean isOneByOne() {
        return size == 1;
    }

    /**
     * Goes on to the next page.
     *
     * @param keys of the orders on this one, in their order
     * @param complete whether these are all; else the last of them is the one that nobody can read, and it stands alone
     * @return OK, or why there is no going on
     */
    Outcome turn(ChannelAnswer answer, List<String> keys, boolean complete) {
        pages++;
        boolean follows = !keys.isEmpty() && seen.contains(keys.get(0));
        boolean news = seen.addAll(keys);
        if (recipe.paging() instanceof Paging.Cursor way) {
            follow(way, answer);
            if (!complete && cursor.isEmpty()) {
                return Outcome.of(Kind.RETRY, "a page breaks off within order " + keys.get(keys.size() - 1));
            }
            size = complete ? size : recipe.pageSize();
        } else if (recipe.paging() instanceof Paging.Numbered way) {
            count(total(answer, way.total()), news);
        } else if (recipe.paging() instanceof Paging.Offset way) {
            if (anchored && keys.size() > 1 && keys.equals(first)) {
                return Outcome.reject("the channel answers each page with the same orders");
            }
            first = first == null ? keys : first;
            if (anchored && !follows) {
                stepBack();
            } else {
                barren = news ? 0 : barren + 1;
                advance(total(answer, way.total()), keys.size(), complete);
            }
            size = complete ? size : recipe.pageSize();
        } else {
            over = true;
        }
        if (pages > MOST_PAGES) {
            return Outcome.reject("the channel deals out pages without end");
        }
        return stepsBack > MOST_STEPS_BACK
                ? Outcome.of(Kind.RETRY, "the channel's list changes faster than it can be read")
                : Outcome.ok();
    }

    private void follow(Paging.Cursor way, ChannelAnswer answer) {
        cursor = text(answer, way.next());
        over = cursor.isEmpty() || !way.more().isEmpty() && !"true".equals(text(answer, way.more()));
        number++;
    }

    /** A list with fewer pages than before has moved: what moved up to a page that was read stands there. */
    private void count(int total, boolean news) {
        if (total >= 0 && total < mostNumbers) {
            mostNumbers = total;
            number = 1;
        } else {
            mostNumbers = Math.max(mostNumbers, total);
            over = total < 0 ? !news : number >= total;
            number++;
        }
    }

    private void advance(int total, int orders, boolean complete) {
        int known = anchored ? 1 : 0;
        position = offset() + orders;
        anchored = complete && position > 0;
        // a shop may count orders that it does not show
        over = barren > stepsBack || (total < 0 ? orders <= known : position >= total);
    }

    private void stepBack() {
        stepsBack++;
        position = Math.max(0, offset() - Math.max(1, size));
        anchored = position > 0;
    }

    private int offset() {
        return anchored ? position - 1 : position;
    }

    /** -1 when the answer does not say: not everything between us and a shop lets its headers through. */
    private static int total(ChannelAnswer answer, String header) {
        String total = answer.headers()
                .getOrDefault(header.toLowerCase(Locale.ROOT), "")
                .strip();
        return total.matches("[0-9]{1,9}") ? Integer.parseInt(total) : -1;
    }

    private static String text(ChannelAnswer answer, String pointer) {
        return answer.body() == null
                ? JsonSlices.text(answer.raw(), pointer)
                : answer.body().at(pointer).asText("");
    }
}
