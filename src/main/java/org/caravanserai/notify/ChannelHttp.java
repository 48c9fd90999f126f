package org.caravanserai.notify;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.util.TimeValue;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.channel.account.TargetGuard;

/**
 * The HTTP component for calls to channels: one pool of connections for all of them, every timeout set, and nothing done
 * behind the sender's back: no retries, no redirects, no cookies.
 */
public final class ChannelHttp {

    /** Header of a request that never leaves the hub: until when, in {@link System#nanoTime}, it may be sent. */
    static final String SEND_UNTIL = HubHeaders.SEND_UNTIL;

    private static final int CONNECTIONS = 200;

    private ChannelHttp() {}

    /**
     * To be added to the context as {@code http} before the routes.
     *
     * @param connect how long a connection may take to be made
     * @param answer how long an answer may take
     * @param perHost how many connections one host is given
     * @param targets to which addresses connections may be made
     */
    public static HttpComponent component(Duration connect, Duration answer, int perHost, TargetGuard targets) {
        PoolingHttpClientConnectionManager connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnTotal(CONNECTIONS)
                .setMaxConnPerRoute(perHost)
                .setDnsResolver(new GuardedDns(targets))
                .setDefaultSocketConfig(SocketConfig.custom()
                        .setSoTimeout((int) answer.toMillis(), TimeUnit.MILLISECONDS)
                        .setSoKeepAlive(true)
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(connect.toMillis(), TimeUnit.MILLISECONDS)
                        .setSocketTimeout((int) answer.toMillis(), TimeUnit.MILLISECONDS)
                        .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                        .setTimeToLive(TimeValue.ofMinutes(10))
                        .build())
                .build();
        HttpComponent http = new HttpComponent();
        http.setClientConnectionManager(connections);
        http.setConnectTimeout(connect.toMillis());
        http.setConnectionRequestTimeout(connect.toMillis());
        http.setSoTimeout(answer.toMillis());
        http.setResponseTimeout(answer.toMillis());
        http.setCookieManagementDisabled(true);
        http.setHttpClientConfigurer(builder -> builder.disableAutomaticRetries()
                .disableRedirectHandling()
                .disableAuthCaching()
                .disableContentCompression()
                .addRequestInterceptorLast((request, entity, context) -> thawed(request)));
        return http;
    }

    /** The last look before the first byte: a hub that was frozen since its lease was confirmed has another in its place. */
    private static void thawed(HttpRequest request) throws IOException {
        Header until = request.getFirstHeader(SEND_UNTIL);
        request.removeHeaders(SEND_UNTIL);
        if (until != null && System.nanoTime() - Long.parseLong(until.getValue()) > 0) {
            throw new FrozenCallException();
        }
    }
}
