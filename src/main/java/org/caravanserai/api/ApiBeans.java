package org.caravanserai.api;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.caravanserai.access.BrokerSide;
import org.caravanserai.audit.AuditLog;
import org.caravanserai.channel.account.Accounts;
import org.caravanserai.inbox.Inbox;
import org.caravanserai.privacy.DayKeys;
import org.caravanserai.privacy.OrderKeys;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The beans of {@code routes/70-api}. Each is called as its class, with a small first letter. */
public final class ApiBeans {

    public static final List<Class<?>> CLASSES = List.of(
            ApiHttpBinding.class,
            ApiAuthorise.class,
            ApiContract.class,
            ApiResponses.class,
            OrderSearch.class,
            OrderReader.class,
            PersonalReader.class,
            OrderTrace.class,
            StockReader.class,
            Items.class,
            Locations.class,
            EventIntake.class,
            EventStates.class,
            ExceptionCases.class,
            CaseActions.class,
            CasePayload.class,
            AccountAdmin.class,
            Publication.class,
            AccountProbe.class,
            OrderImports.class,
            AccountRecovery.class,
            TokenAdmin.class,
            BrokerLoginAdmin.class);

    private ApiBeans() {}

    /**
     * One of each class, but those that have channels called: they are made where that is wired.
     *
     * @param jdbc joins the transactions of {@code tx}
     * @param inbox where reports and commands are committed
     * @param broker where logins hold
     * @param maxBytes the longest body taken
     * @param canonical the folder of the canonical schemas
     */
    public static List<Object> of(
            JdbcClient jdbc,
            TransactionTemplate tx,
            AuditLog audit,
            OrderKeys keys,
            DayKeys days,
            Accounts accounts,
            ApiTokens tokens,
            Inbox inbox,
            BrokerSide broker,
            Clock clock,
            int maxBytes,
            Path canonical) {
        ApiContract contract = new ApiContract();
        EventIntake events = new EventIntake(jdbc, inbox, new SharedSchemas(canonical));
        CaseDetails details = new CaseDetails(jdbc);
        return List.of(
                new ApiHttpBinding(maxBytes),
                new ApiAuthorise(tokens),
                contract,
                new ApiResponses(contract),
                new OrderSearch(jdbc),
                new OrderReader(jdbc),
                new PersonalReader(jdbc, tx, audit, keys),
                new OrderTrace(jdbc),
                new StockReader(jdbc),
                new Items(jdbc, tx, audit, clock),
                new Locations(jdbc, tx, audit),
                events,
                new EventStates(jdbc),
                new ExceptionCases(jdbc, events, details, clock),
                new CaseActions(jdbc, tx, audit, details, clock),
                new CasePayload(jdbc, tx, audit, days, keys),
                new AccountAdmin(jdbc, tx, audit, accounts),
                new Publication(jdbc, accounts),
                new TokenAdmin(jdbc, tx, audit, tokens, clock),
                new BrokerLoginAdmin(jdbc, tx, audit, broker, clock));
    }
}
