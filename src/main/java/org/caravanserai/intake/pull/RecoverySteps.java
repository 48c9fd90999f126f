package org.caravanserai.intake.pull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.base.TimeScale;
import org.caravanserai.channel.account.Accounts;
import org.caravanserai.channel.account.Recoveries;
import org.caravanserai.channel.account.Recovery;
import org.caravanserai.channel.recipe.ListRecipe;
import org.caravanserai.notify.OperationContext;
import org.caravanserai.outbox.PollTrigger;

/**
 * Looks back through an account's orders when somebody asked for it: a slice of the span per poll, in its budgets, and never
 * while the poll itself is due. The poll's own mark is not touched. Where pages are numbered, or begin behind so many orders, the span is one slice, without an end:
 * an order that is changed meanwhile would leave it, and pull those behind it onto a page that was read already.
 */
public final class RecoverySteps {

    private static final String SLICE = HubHeaders.RECOVERY;
    private static final Duration LEAST = Duration.ofDays(1);

    private final Accounts accounts;
    private final Recoveries recoveries;
    private final PollTrigger polls;
    private final Clock clock;
    private final TimeScale pace;

    private record Slice(Recovery recovery, Instant to) {}

    /** @param polls has the account polled once more, while there is something left to do */
    public RecoverySteps(Accounts accounts, Recoveries recoveries, PollTrigger polls, Clock clock, TimeScale pace) {
        this.accounts = accounts;
        this.recoveries = recoveries;
        this.polls = polls;
        this.clock = clock;
        this.pace = pace;
    }

    /** Makes this poll one of the next slice, unless the account has to be looked through for what is new. */
    public void pick(Exchange exchange) {
        OperationContext context = OperationContext.of(exchange);
        open(context).filter(one -> isFresh(context)).ifPresent(recovery -> {
            boolean whole = context.recipe().list().paging() instanceof ListRecipe.Paging.Numbered
                    || context.recipe().list().paging() instanceof ListRecipe.Paging.Offset;
            Instant to = whole ? recovery.until() : recovery.nextSlice(pace.of(LEAST));
            exchange.setProperty(SLICE, new Slice(recovery, to));
            context.input().put("since", recovery.through().toString());
            if (!whole) {
                context.input().put("until", to.toString());
            }
        });
    }

    /** All pages of a slice are committed, or it failed; has the next one asked for. */
    public void note(Exchange exchange) {
        OperationContext context = OperationContext.of(exchange);
        Slice slice = exchange.getProperty(SLICE, Slice.class);
        if (!context.allAccepted()) {
            if (slice != null) {
                recoveries.failed(slice.recovery, context.outcome().message());
            }
            return;
        }
        if (slice != null) {
            Collection<?> fetched = exchange.getProperty(ListSteps.FETCHED, Collection.class);
            recoveries.advance(slice.recovery, slice.to, fetched == null ? 0 : fetched.size());
        }
        open(context).ifPresent(more -> polls.poll(more.accountId()));
    }

    private Optional<Recovery> open(OperationContext context) {
        return recoveries.open(context.account().id());
    }

    private boolean isFresh(OperationContext context) {
        ListRecipe recipe = context.recipe().list();
        return recipe != null
                && accounts.polledThrough(context.account().id())
                        .filter(through -> through.plus(pace.of(recipe.every().plus(recipe.lag())))
                                .isAfter(clock.instant()))
                        .isPresent();
    }
}
