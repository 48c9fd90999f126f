package org.caravanserai.runtime.broker;

import java.nio.file.Path;
import java.time.Duration;
import org.caravanserai.base.ConfigException;
import org.caravanserai.base.HubConfig;
import org.caravanserai.runtime.home.Home;

/**
 * How the embedded broker runs.
 *
 * @param directory journal, bindings, paging and large messages
 * @param host where the one acceptor listens; empty: nowhere, only the hub itself reaches the broker
 * @param port 0: any free one
 * @param maxDeliveries failing deliveries before a message goes to {@code hub.dlq}
 * @param redeliveryDelay before the second delivery; doubled each time, at most a minute
 * @param maxDiskUsage percent of the disk in use at which senders are made to wait
 */
public record BrokerSettings(
        Path directory, String host, int port, int maxDeliveries, Duration redeliveryDelay, int maxDiskUsage) {

    static BrokerSettings from(HubConfig config, Home home) {
        String listen = config.find("hub.broker.listen").orElse("none");
        String host = "";
        int port = 0;
        if (!listen.equals("none")) {
            int colon = listen.lastIndexOf(':');
            host = colon < 1 ? "" : listen.substring(0, colon);
            try {
                port = Integer.parseInt(listen.substring(colon + 1));
            } catch (NumberFormatException e) {
                host = "";
            }
            if (host.isEmpty() || port < 0 || port > 65535) {
                throw new ConfigException("hub.broker.listen = " + listen + " is neither host:port nor none");
            }
        }
        return new BrokerSettings(
                home.var().resolve("broker"),
                host,
                port,
                config.number("hub.broker.max-deliveries", 1),
                config.duration("hub.broker.redelivery-delay"),
                config.number("hub.broker.max-disk-usage", 1));
    }
}
