package org.caravanserai.intake.pull;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.camel.Exchange;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.base.Leaves;
import org.caravanserai.base.TimeScale;
import org.caravanserai.channel.account.Account;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
    private static final String WALK = HubHeaders.LIST_WALK;
    private static final Logger LOG = LoggerFactory.getLogger(ListSteps.class);

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
        Instant from = since.minus(timeScale.of(recipe.overlap()))
                .minus(behind(context.account()))
                .truncatedTo(ChronoUnit.SECONDS);
        // a window that ends before it begins has nothing in it, and channels refuse it
        to = to.isAfter(from) ? to : from.plusSeconds(1);
        exchange.removeProperty(ASKED);
        exchange.setProperty(TO, to);
        exchange.setProperty(FETCHED, new LinkedHashSet<String>());
        exchange.setProperty(WALK, new ListWalk(recipe));
        context.input().put("from", from.toString()).put("to", ceiling(to).toString());
    }

    /** How far the times that the account's channel stamps its orders with lie behind, as somebody found out; a week at most. */
    private static Duration behind(Account account) {
        return Duration.ofHours(Math.max(
                0, Math.min(24 * 7, account.settings().path("clockBehindHours").asInt(0))));
    }

    private static Instant end(JsonNode input, Instant latest) {
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
        return context.allAccepted() && !walk(exchange).isOver();
    }

    /** Leaves the page's request as the body. @throws IllegalStateException when nobody has stored the page before */
    @Leaves(body = ChannelRequest.class)
    public void buildPage(Exchange exchange) {
        OperationContext context = OperationContext.of(exchange);
        ListWalk walk = walk(exchange);
        Object page = walk.step();
        if (page.equals(exchange.getProperty(ASKED))) {
            // a route that lost its step would ask for it for ever
            throw new IllegalStateException("page " + page + " was asked for and never stored");
        }
        exchange.setProperty(ASKED, page);
        walk.ask(context.input());
        exchange.setProperty(ASKED_AT, clock.instant());
        JsonNode request = scripts.run(context.account().channel(), "list.request", context.input())
                .orElseThrow(() -> new IllegalStateException("no list.request.jslt"));
        if (walk.step() > 1) {
            context.payAgain();
        }
        exchange.getMessage().setBody(ChannelRequest.of(request));
    }

    /**
     * Classifies the answer, commits its orders, and sees whether there is another. An order that nobody can read is asked for by
     * itself; a page that is too long, or breaks off, is asked for again with fewer orders on it.
     */
    public void storePage(Exchange exchange) {
        OperationContext context = OperationContext.of(exchange);
        ChannelAnswer answer = exchange.getMessage().getBody(ChannelAnswer.class);
        Outcome outcome = classifier.classify(context, answer, true);
        if (outcome.kind() != Kind.OK && !answer.unreadable()) {
            context.end(outcome);
            return;
        }
        ListRecipe recipe = context.recipe().list();
        ListWalk walk = walk(exchange);
        ListedPage page = ListedPage.of(
                answer,
                recipe.orders(),
                context.recipe().shapes().get(recipe.shape()).order());
        if (!page.found()) {
            context.end(
                    outcome.kind() == Kind.OK
                            ? Outcome.of(Kind.RETRY, "the channel's answer holds no list of orders")
                            : outcome);
        } else if (page.complete() || !walk.halve()) {
            boolean alone = walk.isOneByOne() && page.brokenKey().isPresent();
            if (!page.complete() && !alone) {
                context.end(outcome);
                return;
            }
            store(exchange, page);
            context.end(walk.turn(answer, page.keys(), page.complete()));
        }
    }

    private void store(Exchange exchange, ListedPage page) {
        OperationContext context = OperationContext.of(exchange);
        ListRecipe recipe = context.recipe().list();
        ChannelQuestion question = ChannelQuestion.list(exchange.getProperty(ASKED_AT, Instant.class));
        fetched(exchange)
                .addAll(orderWriter.store(
                        context.account().id(),
                        EventSource.POLL,
                        recipe.shape(),
                        context.recipe().shapes().get(recipe.shape()),
                        page.readable(),
                        question));
        if (!page.unreadable().isEmpty()) {
            LOG.warn(
                    "{} of {} orders on a page of {}/{} cannot be read; each is asked for by itself",
                    page.unreadable().size(),
                    page.keys().size(),
                    context.account().channel(),
                    context.account().name());
            orderWriter.storeUnreadable(
                    context.account().id(),
                    recipe.shape(),
                    context.recipe().shapes().get(recipe.shape()),
                    page.unreadable(),
                    question,
                    context.recipe().fetch() != null);
        }
    }

    /** All pages are committed: the account is complete through the window's end. Not for windows that began elsewhere. */
    public void moveMark(Exchange exchange) {
        OperationContext context = OperationContext.of(exchange);
        if (context.allAccepted() && !context.input().hasNonNull("since")) {
            accounts.polled(context.account().id(), exchange.getProperty(TO, Instant.class));
        }
    }

    private static ListWalk walk(Exchange exchange) {
        return exchange.getProperty(WALK, ListWalk.class);
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
