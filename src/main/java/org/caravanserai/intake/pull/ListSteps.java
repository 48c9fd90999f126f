package org.caravanserai.intake.pull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.apache.camel.Exchange;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.base.Leaves;
import org.caravanserai.base.TimeScale;
import org.caravanserai.channel.account.Accounts;
import org.caravanserai.channel.recipe.ListRecipe;
import org.caravanserai.inbox.EventSource;
import org.caravanserai.notify.ChannelAnswer;
import org.caravanserai.notify.ChannelRequest;
import org.caravanserai.notify.ChannelScripts;
import org.caravanserai.notify.OperationContext;
import org.caravanserai.notify.ResponseClassifier;
import org.caravanserai.outbox.Outcome;
import org.caravanserai.outbox.Outcome.Kind;

/**
 * Asks a channel for everything that changed in a window of time, page by page, and stores each order.
 * The account's mark moves only when the last page is committed, so that a poll that broke off is done again.
 */
public final class ListSteps {

    /** Exchange property: the keys of the orders that were stored. */
    public static final String FETCHED = HubHeaders.FETCHED;

    private static final String TO = HubHeaders.LIST_TO;
    private static final String ASKED = HubHeaders.LIST_PAGE;
    private static final String ASKED_AT = HubHeaders.ASKED_AT;
    private static final int MOST_PAGES = 100_000;

    private final Accounts accounts;
    private final ChannelScripts scripts;
    private final ResponseClassifier classifier;
    private final FetchedOrderWriter orderWriter;
    private final Clock clock;
    private final TimeScale timeScale;

    public ListSteps(
            Accounts accounts,
            ChannelScripts scripts,
            ResponseClassifier classifier,
            FetchedOrderWriter orderWriter,
            Clock clock,
            TimeScale timeScale) {
        this.accounts = accounts;
        this.scripts = scripts;
        this.classifier = classifier;
        this.orderWriter = orderWriter;
        this.clock = clock;
        this.timeScale = timeScale;
    }

    /**
     * From where the last poll ended, or from the oldest hint that waits, to now, each less the recipe's margin; of a look back, the
     * slice that was picked.
     */
    public void openWindow(Exchange exchange) {
        OperationContext context = OperationContext.of(exchange);
        ListRecipe recipe = context.recipe().list();
        if (recipe == null) {
            context.end(Outcome.reject("the channel's recipe has no list"));
            return;
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant to = end(context.input(), now.minus(timeScale.of(recipe.lag())));
        Instant since = context.input().hasNonNull("since")
                ? Instant.parse(context.input().get("since").asText())
                : accounts.polledThrough(context.account().id())
                        .orElseGet(() -> firstFrom(context.account().id(), now).minus(recipe.first()));
        Instant from = since.minus(timeScale.of(recipe.overlap())).truncatedTo(ChronoUnit.SECONDS);
        // a window that ends before it begins has nothing in it, and channels refuse it
        to = to.isAfter(from) ? to : from.plusSeconds(1);
        exchange.removeProperty(ASKED);
        exchange.setProperty(TO, to);
        exchange.setProperty(FETCHED, new LinkedHashSet<String>());
        context.input()
                .put("from", from.toString())
                .put("to", ceiling(to).toString())
                .put("page", 1)
                .putNull("cursor");
    }

    private static Instant end(ObjectNode input, Instant latest) {
        Instant until =
                input.hasNonNull("until") ? Instant.parse(input.get("until").asText()) : latest;
        return until.isBefore(latest) ? until : latest;
    }

    /** However long the first poll has to wait, it reaches as far back as it would have when the account was connected. */
    private Instant firstFrom(int account, Instant now) {
        Instant connected = accounts.connectedAt(account);
        return connected.isBefore(now) ? connected : now;
    }

    /** Predicate: there is a page to ask for. */
    public boolean hasMorePages(Exchange exchange) {
        OperationContext context = OperationContext.of(exchange);
        return context.allAccepted() && context.input().path("page").asInt() > 0;
    }

    /** Leaves the page's request as the body. @throws IllegalStateException when nobody has stored the page before */
    @Leaves(body = ChannelRequest.class)
    public void buildPage(Exchange exchange) {
        OperationContext context = OperationContext.of(exchange);
        Object page = context.input().path("page").asInt();
        if (page.equals(exchange.getProperty(ASKED))) {
            // a route that lost its step would ask for it for ever
            throw new IllegalStateException("page " + page + " was asked for and never stored");
        }
        exchange.setProperty(ASKED, page);
        exchange.setProperty(ASKED_AT, clock.instant());
        JsonNode request = scripts.run(context.account().channel(), "list.request", context.input())
                .orElseThrow(() -> new IllegalStateException("no list.request.jslt"));
        if (context.input().path("page").asInt() > 1) {
            context.payAgain();
        }
        exchange.getMessage().setBody(ChannelRequest.of(request));
    }

    /** Classifies the answer, commits its orders, and sees whether there is another. */
    public void storePage(Exchange exchange) throws IOException {
        OperationContext context = OperationContext.of(exchange);
        ChannelAnswer answer = exchange.getMessage().getBody(ChannelAnswer.class);
        Outcome outcome = classifier.classify(context, answer, true);
        context.end(outcome);
        if (outcome.kind() == Kind.OK) {
            ListRecipe recipe = context.recipe().list();
            if (!answer.body().at(recipe.orders()).isArray()) {
                context.end(Outcome.of(Kind.RETRY, "the channel's answer holds no list of orders"));
                return;
            }
            fetched(exchange)
                    .addAll(orderWriter.store(
                            context.account().id(),
                            EventSource.POLL,
                            recipe.shape(),
                            context.recipe().shapes().get(recipe.shape()),
                            JsonSlices.objects(answer.raw(), recipe.orders()),
                            ChannelQuestion.list(exchange.getProperty(ASKED_AT, Instant.class))));
            turn(context.input(), recipe.paging(), answer);
            if (context.input().path("page").asInt() > MOST_PAGES) {
                context.end(Outcome.reject("the channel deals out pages without end"));
            }
        }
    }

    /** All pages are committed: the account is complete through the window's end. Not for windows that began elsewhere. */
    public void moveMark(Exchange exchange) {
        OperationContext context = OperationContext.of(exchange);
        if (context.allAccepted() && !context.input().hasNonNull("since")) {
            accounts.polled(context.account().id(), exchange.getProperty(TO, Instant.class));
        }
    }

    private static void turn(ObjectNode input, ListRecipe.Paging paging, ChannelAnswer answer) {
        int next = input.path("page").asInt() + 1;
        String cursor = null;
        boolean more = false;
        if (paging instanceof ListRecipe.Paging.Cursor pages) {
            cursor = answer.body().at(pages.next()).asText(null);
            more = cursor != null
                    && !cursor.isEmpty()
                    && (pages.more().isEmpty() || answer.body().at(pages.more()).asBoolean());
        } else if (paging instanceof ListRecipe.Paging.Numbered pages) {
            String total = answer.headers().getOrDefault(pages.total().toLowerCase(Locale.ROOT), "0");
            more = total.matches("[0-9]{1,6}") && next <= Integer.parseInt(total);
        }
        input.put("page", more ? next : 0).put("cursor", more ? cursor : null);
    }

    @SuppressWarnings("unchecked")
    private static Set<String> fetched(Exchange exchange) {
        return exchange.getProperty(FETCHED, Set.class);
    }

    private static Instant ceiling(Instant time) {
        Instant second = time.truncatedTo(ChronoUnit.SECONDS);
        return second.equals(time) ? time : second.plusSeconds(1);
    }
}
