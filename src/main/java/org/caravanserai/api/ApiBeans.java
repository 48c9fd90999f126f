package org.caravanserai.api;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.caravanserai.audit.AuditLog;
import org.caravanserai.base.IdBlocks;
import org.caravanserai.channel.account.Accounts;
import org.caravanserai.inbox.Inbox;
import org.caravanserai.privacy.OrderKeys;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The beans that the routes of {@code routes/70-api} name, and {@code exceptionsBean} for JMX. */
public final class ApiBeans {

    private ApiBeans() {}

    /**
     * @param jdbc joins the transactions of {@code tx}
     * @param inbox where reports and commands are committed
     * @param maxBytes the longest body taken
     */
    public static Map<String, Object> of(
            JdbcClient jdbc,
            TransactionTemplate tx,
            AuditLog audit,
            OrderKeys keys,
            Accounts accounts,
            Inbox inbox,
            IdBlocks ids,
            Clock clock,
            int maxBytes) {
        ApiContract contract = new ApiContract();
        ApiEvents events = new ApiEvents(jdbc, inbox, clock);
        Map<String, Object> beans = new LinkedHashMap<>();
        beans.put("apiHttpBinding", new ApiHttpBinding(maxBytes));
        ApiTokens tokens = new ApiTokens(jdbc, ids, clock);
        beans.put("apiTokens", tokens);
        beans.put("apiAuthorise", new ApiAuthorise(tokens));
        beans.put("apiContract", contract);
        beans.put("apiAnswer", new ApiSteps(contract));
        beans.put("apiOrderSearch", new OrderSearch(jdbc));
        beans.put("apiOrder", new OrderReader(jdbc));
        beans.put("apiPersonal", new PersonalReader(jdbc, tx, audit, keys));
        beans.put("apiTrace", new OrderTrace(jdbc));
        beans.put("apiStock", new StockReader(jdbc));
        beans.put("apiItems", new Items(jdbc, tx, audit, clock));
        beans.put("apiLocations", new Locations(jdbc, tx, audit));
        beans.put("apiEvents", events);
        Exceptions exceptions = new Exceptions(jdbc, events);
        beans.put("apiExceptions", exceptions);
        beans.put("exceptionsBean", new ExceptionsBean(jdbc, exceptions, clock));
        beans.put("apiAccounts", new AccountAdmin(jdbc, tx, audit, accounts));
        return beans;
    }
}
