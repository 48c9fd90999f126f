package org.caravanserai.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.camel.ExchangeProperty;
import org.caravanserai.audit.AuditLog;
import org.caravanserai.base.AuditRow;
import org.caravanserai.base.TimeScale;
import org.caravanserai.channel.account.Account;
import org.caravanserai.channel.account.Accounts;
import org.caravanserai.channel.account.Recoveries;
import org.caravanserai.channel.recipe.ChannelRecipe;
import org.caravanserai.channel.recipe.ChannelRecipes;
import org.caravanserai.channel.recipe.ListRecipe;
import org.caravanserai.outbox.PollTrigger;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Somebody wants all orders of an account looked through again, from some moment on. */
public final class AccountRecovery {

    private final JdbcClient jdbc;
    private final TransactionTemplate tx;
    private final AuditLog audit;
    private final Accounts accounts;
    private final ChannelRecipes recipes;
    private final Recoveries recoveries;
    private final PollTrigger polls;
    private final Clock clock;
    private final TimeScale pace;

    /** @param polls has the look back begin at once where this hub is the account's sender */
    public AccountRecovery(
            JdbcClient jdbc,
            TransactionTemplate tx,
            AuditLog audit,
            Accounts accounts,
            ChannelRecipes recipes,
            Recoveries recoveries,
            PollTrigger polls,
            Clock clock,
            TimeScale pace) {
        this.jdbc = jdbc;
        this.tx = tx;
        this.audit = audit;
        this.accounts = accounts;
        this.recipes = recipes;
        this.recoveries = recoveries;
        this.polls = polls;
        this.clock = clock;
        this.pace = pace;
    }

    /**
     * @throws ApiProblem 404 when there is no such account, 409 when it cannot be asked for its orders, 400 when the moment lies
     *     in the future or further back than the channel hands out orders
     */
    public ObjectNode ask(
            @ExchangeProperty(ApiRequest.PROPERTY) ApiRequest request,
            @ExchangeProperty(Caller.PROPERTY) Caller caller) {
        Account account = AccountAdmin.connected(accounts, request);
        AccountAdmin.requireAwake(account);
        JsonNode wish = request.json();
        Instant since = since(account, wish.path("since").asText());
        String reason = wish.path("reason").asText().strip();
        ObjectNode now = tx.execute(status -> {
            recoveries.ask(account.id(), since, caller.actor(), reason);
            audit.write(AuditRow.of(
                    "account.recovery-asked",
                    caller.actor(),
                    null,
                    Map.of(
                            "channel", account.channel(),
                            "account", account.name(),
                            "since", since.toString(),
                            "reason", reason)));
            return AccountAdmin.get(jdbc, account.channel(), account.name());
        });
        polls.poll(account.id());
        return now;
    }

    private Instant since(Account account, String text) {
        ListRecipe list = recipes.find(account.channel())
                .map(ChannelRecipe::list)
                .orElseThrow(() -> ApiProblem.conflict("the channel " + account.channel()
                        + " has no list of orders to look through; import what is missing one by one"));
        Instant now = clock.instant();
        Instant since;
        try {
            since = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.SECONDS);
        } catch (DateTimeException e) {
            throw wrong("is no moment of a calendar day");
        }
        if (!since.isBefore(now)) {
            throw wrong("lies in the future; it is " + now.truncatedTo(ChronoUnit.SECONDS) + " now");
        }
        int days = account.settings().path("historyDays").asInt(0);
        Duration horizon = days > 0 ? Duration.ofDays(days) : list.horizon();
        Instant earliest = now.minus(pace.of(horizon)).truncatedTo(ChronoUnit.SECONDS);
        if (since.isBefore(earliest)) {
            throw wrong(account.channel() + " hands out orders of the last " + horizon.toDays()
                    + " days only, so the earliest is " + earliest
                    + "; where this account may read more, say so in its setting historyDays");
        }
        return since;
    }

    private static ApiProblem wrong(String what) {
        return ApiProblem.invalid(List.of(new ApiProblem.Wrong("/since", what)));
    }
}
