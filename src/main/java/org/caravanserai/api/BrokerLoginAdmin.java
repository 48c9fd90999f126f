package org.caravanserai.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.apache.camel.ExchangeProperty;
import org.caravanserai.access.BrokerLogin;
import org.caravanserai.access.BrokerSide;
import org.caravanserai.access.LoginRole;
import org.caravanserai.access.LoginTable;
import org.caravanserai.access.NewPassword;
import org.caravanserai.audit.AuditLog;
import org.caravanserai.base.AuditRow;
import org.caravanserai.base.Json;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Hands out logins of the broker and takes them back. A password is in the answer that makes it and nowhere else. */
public final class BrokerLoginAdmin {

    private static final String SELECT = """
            select name, role, location, created_at, created_by, rotated_at, revoked_at, revoked_by from broker_login""";

    private final JdbcClient jdbc;
    private final TransactionTemplate tx;
    private final AuditLog audit;
    private final BrokerSide broker;
    private final Clock clock;
    private final LoginTable logins;
    private final SecureRandom random = new SecureRandom();

    public BrokerLoginAdmin(JdbcClient jdbc, TransactionTemplate tx, AuditLog audit, BrokerSide broker, Clock clock) {
        this.jdbc = jdbc;
        this.tx = tx;
        this.audit = audit;
        this.broker = broker;
        this.clock = clock;
        this.logins = new LoginTable(jdbc);
    }

    /** Those that may be used, or all that ever were. */
    public ObjectNode find(@ExchangeProperty(ApiRequest.PROPERTY) ApiRequest request) {
        ObjectNode list = Json.MAPPER.createObjectNode();
        list.putArray("logins")
                .addAll(jdbc.sql("select * from (" + SELECT + """
                                ) l where (:all or l.revoked_at is null) and (:location::text is null or l.location = :location)
                                order by l.location nulls last, l.name""")
                        .param(
                                "all",
                                request.parameter("all").map(Boolean::valueOf).orElse(false))
                        .param("location", request.parameter("location").orElse(null))
                        .query(BrokerLoginAdmin::entry)
                        .list());
        return list;
    }

    /** @throws ApiProblem 400 when role and location do not fit or there is no such location, 409 when the name is in use */
    public ObjectNode create(
            @ExchangeProperty(ApiRequest.PROPERTY) ApiRequest request,
            @ExchangeProperty(Caller.PROPERTY) Caller caller) {
        JsonNode wish = request.json();
        LoginRole role = LoginRole.of(wish.path("role").asText());
        String location = wish.hasNonNull("location") ? wish.path("location").asText() : null;
        checkLocation(role, location);
        String name = wish.path("login").asText(standardName(role, location));
        return change("login.created", name, caller, password -> {
            if (!logins.add(login(name, role, location, password), now(), caller.actor())) {
                throw ApiProblem.conflict("a login called " + name
                        + " is in use; take another name, rotate its password, or revoke it before");
            }
            return password;
        });
    }

    /** @throws ApiProblem 404 when there is no such login, 409 when it was revoked */
    public ObjectNode rotate(
            @ExchangeProperty(ApiRequest.PROPERTY) ApiRequest request,
            @ExchangeProperty(Caller.PROPERTY) Caller caller) {
        String name = request.segment(1);
        return change("login.rotated", name, caller, password -> {
            if (!logins.rotate(name, password.hash(), now())) {
                get(name);
                throw ApiProblem.conflict("the login " + name + " was revoked; make it anew");
            }
            return password;
        });
    }

    /**
     * Revokes a login; one that is revoked stays as it is.
     *
     * @throws ApiProblem 404 when there is no such login
     */
    public ObjectNode revoke(
            @ExchangeProperty(ApiRequest.PROPERTY) ApiRequest request,
            @ExchangeProperty(Caller.PROPERTY) Caller caller) {
        String name = request.segment(1);
        if (!get(name).path("revokedAt").isNull()) {
            return get(name);
        }
        return change("login.revoked", name, caller, password -> {
            logins.revoke(name, now(), caller.actor());
            return null;
        });
    }

    /** @param change gets a new password, and returns it when it is the login's from now on, else null */
    private ObjectNode change(String action, String name, Caller caller, Function<NewPassword, NewPassword> change) {
        NewPassword made = tx.execute(status -> {
            NewPassword password = change.apply(NewPassword.from(random));
            audit.write(AuditRow.of(action, caller.actor(), null, get(name).retain("login", "role", "location")));
            return password;
        });
        broker.loginsChanged();
        ObjectNode now = get(name);
        if (made != null) {
            now.put("password", made.text()).put("address", broker.address());
        }
        ArrayNode files = now.putArray("files");
        BrokerLogin login = login(
                name,
                LoginRole.of(now.path("role").asText()),
                now.path("location").asText(null),
                made);
        broker.files(logins.read(), login, made == null ? null : made.text())
                .forEach(one -> files.addObject()
                        .put("file", one.file())
                        .put("change", one.change())
                        .put("text", one.text()));
        return now;
    }

    private static BrokerLogin login(String name, LoginRole role, String location, NewPassword password) {
        return new BrokerLogin(name, role, location, password == null ? null : password.hash(), password == null);
    }

    private static String standardName(LoginRole role, String location) {
        return location == null ? role.word() : role.word() + "-" + location.toLowerCase(Locale.ROOT);
    }

    private void checkLocation(LoginRole role, String location) {
        String wrong = "";
        if ((role == LoginRole.WAREHOUSE) != (location != null)) {
            wrong = role == LoginRole.WAREHOUSE
                    ? "is missing: a login with the role warehouse is one of a location"
                    : "is only for the role warehouse";
        } else if (location != null
                && !jdbc.sql("select exists (select from location where code = :code)")
                        .param("code", location)
                        .query(Boolean.class)
                        .single()) {
            wrong = "is " + location + ", and there is no such location; add it with PUT /api/v1/locations/" + location;
        }
        if (!wrong.isEmpty()) {
            throw ApiProblem.invalid(List.of(new ApiProblem.Wrong("/location", wrong)));
        }
    }

    private ObjectNode get(String name) {
        return jdbc.sql(SELECT + " where name = :name")
                .param("name", name)
                .query(BrokerLoginAdmin::entry)
                .optional()
                .orElseThrow(() -> ApiProblem.notFound("login " + name));
    }

    private static ObjectNode entry(ResultSet row, int number) throws SQLException {
        return new JsonRow(row)
                .text("login", "name")
                .text("role", "role")
                .text("location", "location")
                .time("createdAt", "created_at")
                .text("createdBy", "created_by")
                .time("rotatedAt", "rotated_at")
                .time("revokedAt", "revoked_at")
                .text("revokedBy", "revoked_by")
                .node();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
