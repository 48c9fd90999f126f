package org.caravanserai.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.apache.camel.ExchangeProperty;
import org.caravanserai.audit.AuditLog;
import org.caravanserai.base.AuditRow;
import org.caravanserai.base.ConfigException;
import org.caravanserai.base.Json;
import org.caravanserai.channel.account.Account;
import org.caravanserai.channel.account.AccountMode;
import org.caravanserai.channel.account.Accounts;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The connected channel accounts. The hub's own accounts (api, jms, file, timer) are none of them. */
public final class AccountAdmin {

    private static final String SELECT = """
            select a.channel, a.name, a.mode, a.paused, a.base_url, a.settings, a.secret_ref, a.stock_confirmed_at, a.created_at, a.poll_from,
                   r.since, r.until, r.through, r.orders, r.asked_by, r.reason, r.asked_at, r.ended_at, r.last_error,
                   (select coalesce(jsonb_agg(jsonb_build_object('code', c.code, 'caseId', c.id::text, 'summary', c.summary, 'since',
                             to_char(c.first_seen at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) order by c.first_seen), '[]')::text
                      from exception_case c where c.account_id = a.id and c.scope = 'account' and c.state <> 'resolved') as troubles
              from account a left join account_recovery r on r.account_id = a.id where a.channel <> 'hub'""";

    private final JdbcClient jdbc;
    private final TransactionTemplate tx;
    private final AuditLog audit;
    private final Accounts accounts;
    private final ConnectRules rules;

    public AccountAdmin(
            JdbcClient jdbc, TransactionTemplate tx, AuditLog audit, Accounts accounts, ConnectRules rules) {
        this.jdbc = jdbc;
        this.tx = tx;
        this.audit = audit;
        this.accounts = accounts;
        this.rules = rules;
    }

    public ObjectNode find() {
        ObjectNode list = Json.MAPPER.createObjectNode();
        list.putArray("accounts")
                .addAll(jdbc.sql(SELECT + " order by a.channel, a.name")
                        .query(AccountAdmin::entry)
                        .list());
        return list;
    }

    /** @throws ApiProblem 400 when something is wrong or missing, 409 for the hub's own accounts and secrets of another one */
    public ObjectNode connect(
            @ExchangeProperty(ApiRequest.PROPERTY) ApiRequest request,
            @ExchangeProperty(Caller.PROPERTY) Caller caller) {
        JsonNode wish = request.json();
        String channel = wish.path("channel").asText();
        String name = wish.path("account").asText();
        if (channel.equals("hub")) {
            throw ApiProblem.conflict("hub is the hub itself; its accounts are not connected");
        }
        Accounts.NewAccount account = new Accounts.NewAccount(
                channel,
                name,
                wish.has("mode") ? AccountMode.of(wish.path("mode").asText()) : null,
                wish.path("baseUrl").asText(),
                wish.has("settings") ? wish.path("settings") : Json.MAPPER.createObjectNode(),
                wish.path("secretRef").asText(channel + "-" + name));
        rules.check(account, modeOf(account));
        return tx.execute(status -> {
            try {
                accounts.connect(account);
            } catch (ConfigException e) {
                throw ApiProblem.invalid(List.of(new ApiProblem.Wrong("/baseUrl", e.getMessage())));
            } catch (DuplicateKeyException e) {
                throw ApiProblem.conflict(
                        "another account was just connected with the secrets " + account.secretRef() + ".*");
            }
            ObjectNode now = get(jdbc, channel, name);
            audit.write(AuditRow.of("account.connected", caller.actor(), null, now));
            return now;
        });
    }

    /** The mode the account is going to have. */
    private AccountMode modeOf(Accounts.NewAccount account) {
        return account.mode() != null
                ? account.mode()
                : accounts.find(account.channel(), account.name())
                        .map(Account::mode)
                        .orElse(AccountMode.SHADOW);
    }

    /** @throws ApiProblem 400 when what it lacked while it was off is lacking still */
    public ObjectNode mode(
            @ExchangeProperty(ApiRequest.PROPERTY) ApiRequest request,
            @ExchangeProperty(Caller.PROPERTY) Caller caller) {
        AccountMode mode = AccountMode.of(request.json().path("mode").asText());
        return change(request, caller, "account.mode", account -> {
            // what must not be called any more is switched off whatever it lacks
            if (mode != AccountMode.OFF) {
                rules.check(
                        new Accounts.NewAccount(
                                account.channel(),
                                account.name(),
                                null,
                                account.baseUrl(),
                                account.settings(),
                                account.secretRef()),
                        mode);
            }
            accounts.setMode(account.id(), mode);
        });
    }

    public ObjectNode pause(
            @ExchangeProperty(ApiRequest.PROPERTY) ApiRequest request,
            @ExchangeProperty(Caller.PROPERTY) Caller caller) {
        return change(request, caller, "account.paused", account -> accounts.setPaused(account.id(), true));
    }

    public ObjectNode resume(
            @ExchangeProperty(ApiRequest.PROPERTY) ApiRequest request,
            @ExchangeProperty(Caller.PROPERTY) Caller caller) {
        return change(request, caller, "account.resumed", account -> accounts.setPaused(account.id(), false));
    }

    /** The first push of stock was looked at, and may be made once the account is live. */
    public ObjectNode confirmStock(
            @ExchangeProperty(ApiRequest.PROPERTY) ApiRequest request,
            @ExchangeProperty(Caller.PROPERTY) Caller caller) {
        return change(request, caller, "account.stock-confirmed", account -> accounts.confirmStock(account.id()));
    }

    /** The account that the path names. @throws ApiProblem 404 when there is none, or it is the hub's own */
    static Account connected(Accounts accounts, ApiRequest request) {
        String channel = request.segment(1);
        String name = request.segment(2);
        return accounts.find(channel, name)
                .filter(found -> !channel.equals("hub"))
                .orElseThrow(() -> ApiProblem.notFound("account " + channel + "/" + name));
    }

    /** Its sender works. @throws ApiProblem 409 when it rests: what is asked of it would wait for nobody knows how long */
    static void requireAwake(Account account) {
        String name = account.channel() + "/" + account.name();
        if (!account.on()) {
            throw ApiProblem.conflict("the account " + name
                    + " is off, so its channel is asked for nothing; switch it to shadow or live first");
        }
        if (account.paused()) {
            throw ApiProblem.conflict(
                    "the account " + name + " is paused, so its channel is asked for nothing; resume it first");
        }
    }

    private ObjectNode change(ApiRequest request, Caller caller, String action, Consumer<Account> change) {
        Account account = connected(accounts, request);
        String channel = account.channel();
        String name = account.name();
        return tx.execute(status -> {
            change.accept(account);
            ObjectNode now = get(jdbc, channel, name);
            audit.write(AuditRow.of(
                    action,
                    caller.actor(),
                    null,
                    Json.MAPPER
                            .createObjectNode()
                            .put("channel", channel)
                            .put("account", name)
                            .put("mode", now.path("mode").asText())
                            .put("paused", now.path("paused").asBoolean())));
            return now;
        });
    }

    /** The account as the API shows it. */
    static ObjectNode get(JdbcClient jdbc, String channel, String name) {
        return jdbc.sql(SELECT + " and a.channel = :channel and a.name = :name")
                .param("channel", channel)
                .param("name", name)
                .query(AccountAdmin::entry)
                .single();
    }

    private static ObjectNode entry(ResultSet row, int number) throws SQLException {
        ObjectNode account = new JsonRow(row)
                .text("channel", "channel")
                .text("account", "name")
                .text("mode", "mode")
                .flag("paused", "paused")
                .text("baseUrl", "base_url")
                .json("settings", "settings")
                .text("secretRef", "secret_ref")
                .time("stockConfirmedAt", "stock_confirmed_at")
                .list("troubles", "troubles")
                .time("createdAt", "created_at")
                .time("polledThrough", "poll_from")
                .node();
        account.set(
                "recovery",
                row.getObject("since") == null
                        ? null
                        : new JsonRow(row)
                                .time("since", "since")
                                .time("until", "until")
                                .time("through", "through")
                                .integer("orders", "orders")
                                .text("askedBy", "asked_by")
                                .text("reason", "reason")
                                .time("askedAt", "asked_at")
                                .time("endedAt", "ended_at")
                                .text("lastError", "last_error")
                                .node());
        return account;
    }
}
