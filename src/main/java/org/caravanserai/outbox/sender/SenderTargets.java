package org.caravanserai.outbox.sender;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import org.caravanserai.base.Json;
import org.caravanserai.outbox.WorkAccount;
import org.caravanserai.outbox.source.SenderTarget;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** All destinations there are: the channel accounts, the locations, and our own queues. */
final class SenderTargets {

    private static final Logger LOG = LoggerFactory.getLogger(SenderTargets.class);

    private final JdbcClient jdbc;

    SenderTargets(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Map<String, SenderTarget> read() {
        Map<String, SenderTarget> targets = new HashMap<>();
        for (String queue : new String[] {"exceptions", "events"}) {
            targets.put(queue, new SenderTarget(queue, null, "live", false, 0));
        }
        jdbc.sql("select 'location:' || code from location")
                .query(String.class)
                .list()
                .forEach(location -> targets.put(location, new SenderTarget(location, null, "live", false, 0)));
        jdbc.sql("select id, channel, name, mode, paused, settings from account where channel <> 'hub'")
                .query(rs -> {
                    WorkAccount account =
                            new WorkAccount(rs.getInt("id"), rs.getString("channel"), rs.getString("name"));
                    targets.put(
                            account.destination(),
                            new SenderTarget(
                                    account.destination(),
                                    account,
                                    rs.getString("mode"),
                                    rs.getBoolean("paused"),
                                    stockBuffer(account, rs.getString("settings"))));
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
