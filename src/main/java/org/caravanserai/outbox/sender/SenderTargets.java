package org.caravanserai.outbox.sender;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caravanserai.base.Json;
import org.caravanserai.outbox.Destination;
import org.caravanserai.outbox.WorkAccount;
import org.caravanserai.outbox.source.SenderTarget;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * All destinations there are: the channel accounts, the locations, our own queues, those of whoever runs the hub, and those of
 * logins that wait for answers.
 */
final class SenderTargets {

    private static final Logger LOG = LoggerFactory.getLogger(SenderTargets.class);

    private final JdbcClient jdbc;
    private final Set<String> queues;

    /** @param queues of whoever runs the hub */
    SenderTargets(JdbcClient jdbc, Set<String> queues) {
        this.jdbc = jdbc;
        this.queues = queues;
    }

    /** By destination as it stands in the database. */
    Map<String, SenderTarget> read() {
        Map<String, SenderTarget> targets = new HashMap<>();
        for (Destination queue : List.of(Destination.EXCEPTIONS, Destination.EVENTS)) {
            targets.put(queue.text(), SenderTarget.ours(queue));
        }
        for (String name : queues) {
            Destination queue = Destination.queue(name);
            targets.put(queue.text(), SenderTarget.ours(queue));
        }
        jdbc.sql("select code from location").query(String.class).list().forEach(code -> {
            Destination location = Destination.location(code);
            targets.put(location.text(), SenderTarget.ours(location));
        });
        jdbc.sql(
                        "select distinct destination from outbox where state in ('pending', 'sending') and destination like 'answers:%'")
                .query(String.class)
                .list()
                .forEach(text -> targets.put(text, SenderTarget.ours(new Destination(text))));
        jdbc.sql(
                        "select id, channel, name, mode, paused, stock_confirmed_at is not null as confirmed, settings, base_url, secret_ref from account where channel <> 'hub'")
                .query(rs -> {
                    WorkAccount account =
                            new WorkAccount(rs.getInt("id"), rs.getString("channel"), rs.getString("name"));
                    String mode = rs.getString("mode");
                    targets.put(
                            account.destination().text(),
                            new SenderTarget(
                                    account.destination(),
                                    account,
                                    !mode.equals("off") && !rs.getBoolean("paused"),
                                    mode.equals("shadow"),
                                    rs.getBoolean("confirmed"),
                                    stockBuffer(account, rs.getString("settings")),
                                    String.join(
                                            "\n",
                                            rs.getString("base_url"),
                                            rs.getString("secret_ref"),
                                            rs.getString("settings"))));
                });
        return targets;
    }

    private static int stockBuffer(WorkAccount account, String settings) {
        try {
            JsonNode buffer = Json.MAPPER.readTree(settings).path("stockBuffer");
            return Math.max(0, buffer.asInt(0));
        } catch (JsonProcessingException e) {
            LOG.warn(
                    "the settings of account {}/{} are not JSON; its stock buffer counts as 0",
                    account.channel(),
                    account.name());
            return 0;
        }
    }
}
