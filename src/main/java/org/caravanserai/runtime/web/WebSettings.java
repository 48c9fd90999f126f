package org.caravanserai.runtime.web;

import java.time.Duration;
import org.caravanserai.base.HubConfig;

/**
 * Limits and addresses of the two connectors.
 *
 * @param drain how long running requests may take to end at a stop
 */
public record WebSettings(
        String host,
        int port,
        String managementHost,
        int managementPort,
        int threads,
        Duration idleTimeout,
        int headerBytes,
        Duration drain) {

    public static WebSettings from(HubConfig config) {
        return new WebSettings(
                config.text("hub.http.host"),
                config.number("hub.http.port", 0),
                config.text("hub.management.host"),
                config.number("hub.management.port", 0),
                config.number("hub.http.threads", 16),
                config.duration("hub.http.idle-timeout"),
                config.number("hub.http.header-bytes", 1024),
                config.duration("hub.shutdown.timeout").dividedBy(4));
    }
}
