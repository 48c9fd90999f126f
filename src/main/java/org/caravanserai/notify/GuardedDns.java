package org.caravanserai.notify;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;
import org.caravanserai.channel.account.TargetGuard;

/** Looks hosts up for the HTTP client, which connects to the very addresses that were judged here, whatever the name resolves to later. */
final class GuardedDns implements DnsResolver {

    private final TargetGuard targets;

    GuardedDns(TargetGuard targets) {
        this.targets = targets;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        return targets.resolve(host);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
