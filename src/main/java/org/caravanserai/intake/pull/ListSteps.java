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
import org.caravanserai.base.TimeScale;
import org.caravanserai.channel.account.Accounts;
import org.caravanserai.channel.recipe.BudgetRecipe;
import org.caravanserai.channel.recipe.ListRecipe;
import org.caravanserai.inbox.EventSource;
import org.caravanserai.notify.ChannelAnswer;
import org.caravanserai.notify.ChannelRequest;
import org.caravanserai.notify.ChannelScripts;
import org.caravanserai.notify.OperationContext;
import org.caravanserai.notify.ResponseClassifier;
import org.caravanserai.notify.Verdict;
import org.caravanserai.notify.Verdict.Kind;

/**
 * Bean {@code list}: asks a channel for everything that changed in a window of time, page by page, and stores each order.
 * The account's mark moves only when the last page is committed, so that a poll that broke off is done again.
 */
public final class ListSteps {

    /** Exchange property: the keys of the orders that were stored. */
    public static final String FETCHED = HubHeaders.FETCHED;

    private static final String TO = HubHeaders.LIST_TO;
    private static final String ASKED = HubHeaders.LIST_PAGE;
    private static final int MOST_PAGES = 100_000;

    private final Accounts accounts;
    private final ChannelScripts scripts;
    private final ResponseClassifier judge;
    private final FetchedOrderWriter writer;
    private final Clock clock;
    private final TimeScale pace;

    public ListSteps(
            Accounts accounts,
            ChannelScripts scripts,
            ResponseClassifier judge,
            FetchedOrderWriter writer,
            Clock clock,
            TimeScale pace) {
        this.accounts = accounts;
        this.scripts = scripts;
        this.judge = judge;
        this.writer = writer;
        this.clock = clock;
        this.pace = pace;
    }

    /** From where the last poll ended, or from the oldest hint that waits, to now, each less the recipe's margin. */
    public void openWindow(Exchange exchange) {
        OperationContext errand = OperationContext.of(exchange);
        ListRecipe recipe = errand.recipe().list();
        if (recipe == null) {
            errand.end(Verdict.of(Kind.REJECT, "the channel's recipe has no list"));
            return;
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant to = now.minus(pace.of(recipe.lag()));
        Instant since = errand.input().hasNonNull("since")
                ? Instant.parse(errand.input().get("since").asText())
                : accounts.polledThrough(errand.account().id()).orElse(now.minus(recipe.first()));
        Instant from = since.minus(pace.of(recipe.overlap())).truncatedTo(ChronoUnit.SECONDS);
        // a window that ends before it begins has nothing in it, and channels refuse it
        to = to.isAfter(from) ? to : from.plusSeconds(1);
        exchange.setProperty(TO, to);
        exchange.setProperty(FETCHED, new LinkedHashSet<String>());
        errand.input()
                .put("from", from.toString())
                .put("to", ceiling(to).toString())
                .put("page", 1)
                .putNull("cursor");
    }

    /** Predicate: there is a page to ask for. */
    public boolean hasPage(Exchange exchange) {
        OperationContext errand = OperationContext.of(exchange);
        return errand.goesOn() && errand.input().path("page").asInt() > 0;
    }

    /** Leaves the page's request as the body. @throws IllegalStateException when nobody has stored the page before */
    public void buildPage(Exchange exchange) {
        OperationContext errand = OperationContext.of(exchange);
        Object page = errand.input().path("page").asInt();
        if (page.equals(exchange.getProperty(ASKED))) {
            // a route that lost its step would ask for it for ever
            throw new IllegalStateException("page " + page + " was asked for and never stored");
        }
        exchange.setProperty(ASKED, page);
        JsonNode request = scripts.run(errand.account().channel(), "list.request", errand.input())
                .orElseThrow(() -> new IllegalStateException("no list.request.jslt"));
        if (errand.input().path("page").asInt() > 1) {
            BudgetRecipe budget = errand.recipe().budgetOf("list");
            errand.recipe().budgets().forEach((name, one) -> {
                if (one == budget) {
                    errand.assignment().rights().charge(name, one.costs().get("list"));
                }
            });
        }
        exchange.getMessage().setBody(ChannelRequest.of(request));
    }

    /** Judges the page, commits its orders, and sees whether there is another. */
    public void storePage(Exchange exchange) throws IOException {
        OperationContext errand = OperationContext.of(exchange);
        ChannelAnswer answer = exchange.getMessage().getBody(ChannelAnswer.class);
        Verdict verdict = judge.judge(errand, answer, true);
        errand.end(verdict);
        if (verdict.kind() == Kind.OK) {
            ListRecipe recipe = errand.recipe().list();
            if (!answer.body().at(recipe.orders()).isArray()) {
                errand.end(Verdict.of(Kind.RETRY, "the channel's answer holds no list of orders"));
                return;
            }
            fetched(exchange)
                    .addAll(writer.store(
                            errand.account().id(),
                            EventSource.POLL,
                            recipe.shape(),
                            errand.recipe().shapes().get(recipe.shape()),
                            JsonSlices.objects(answer.raw(), recipe.orders()),
                            clock.instant(),
                            null));
            turn(errand.input(), recipe.paging(), answer);
            if (errand.input().path("page").asInt() > MOST_PAGES) {
                errand.end(Verdict.of(Kind.REJECT, "the channel deals out pages without end"));
            }
        }
    }

    /** All pages are committed: the account is complete through the window's end. Not for windows that began elsewhere. */
    public void moveMark(Exchange exchange) {
        OperationContext errand = OperationContext.of(exchange);
        if (errand.goesOn() && !errand.input().hasNonNull("since")) {
            accounts.polled(errand.account().id(), exchange.getProperty(TO, Instant.class));
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
