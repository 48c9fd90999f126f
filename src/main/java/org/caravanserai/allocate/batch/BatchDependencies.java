package org.caravanserai.allocate.batch;

import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.caravanserai.base.IdBlocks;
import org.caravanserai.base.TimeScale;
import org.caravanserai.channel.account.Account;
import org.caravanserai.channel.account.Accounts;
import org.caravanserai.channel.recipe.ChannelOperation;
import org.caravanserai.channel.recipe.ChannelRecipes;
import org.caravanserai.order.Precedence;
import org.caravanserai.outbox.OperationSpec;
import org.caravanserai.translate.EventContext;
import org.springframework.jdbc.datasource.DataSourceUtils;

/**
 * What the steps of a batch share.
 *
 * @param ids ids of everything a round makes
 * @param timeScale factor of every waiting time
 * @param recipes how channels are told things; the hub's own accounts have none, nor has one that only sends files
 * @param precedence which of two statements of an order holds
 */
public record BatchDependencies(
        DataSource dataSource,
        IdBlocks ids,
        Clock clock,
        TimeScale timeScale,
        Accounts accounts,
        ChannelRecipes recipes,
        Precedence precedence) {

    /** The connection of the transaction the batch was claimed in. */
    public Connection connection() {
        return DataSourceUtils.getConnection(dataSource);
    }

    /** Whether its channel can be asked for one order. */
    public boolean isAsked(Account account) {
        return recipes.find(account.channel())
                .filter(recipe -> recipe.fetch() != null)
                .isPresent();
    }

    /** Whether the channel can be asked for the order of this event: not when that was the question, or was asked in vain. */
    public boolean mayAsk(EventContext event) {
        return event.mayBeCompleted() && isAsked(event.account());
    }

    /** How long the channel of an account may take to show a parcel that it accepted. */
    public Duration settle(int accountId) {
        return timeScale.of(recipes.find(account(accountId).channel())
                .map(recipe -> recipe.operations().get(ChannelOperation.SHIPMENT.word()))
                .map(OperationSpec::settle)
                .orElse(OperationSpec.SETTLE));
    }

    /** @throws java.util.NoSuchElementException for an account that does not exist */
    public Account account(int id) {
        return accounts.byId(id).orElseThrow();
    }
}
