package org.caravanserai.channel.account;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.caravanserai.base.ConfigException;

/**
 * To which addresses the hub may connect on an account's behalf. Accounts name hosts, and whoever names a host decides what its
 * name resolves to, now and later: so the addresses are judged, at every connection, and those that were judged are connected
 * to. This machine, the networks around it and what is no host of anybody are refused: nothing a shop would be at, and where the
 * hub's own ports, consoles and metadata services are.
 */
public final class TargetGuard {

    /** Any address: for tests, and for those who allow it. */
    public static final TargetGuard OPEN = new TargetGuard(true);

    private static final String ALLOW = "hub.channel.allow-private=true lets it";

    private final boolean allowPrivate;
    private final Lookup lookup;

    /** Finds the addresses of a host. */
    @FunctionalInterface
    interface Lookup {
        InetAddress[] all(String host) throws UnknownHostException;
    }

    /** @param allowPrivate whether every address may be connected to */
    public TargetGuard(boolean allowPrivate) {
        this(allowPrivate, InetAddress::getAllByName);
    }

    TargetGuard(boolean allowPrivate, Lookup lookup) {
        this.allowPrivate = allowPrivate;
        this.lookup = lookup;
    }

    /**
     * The addresses of a host, each of which may be connected to.
     *
     * @throws ForbiddenTargetException when one may not
     * @throws UnknownHostException when it has none
     */
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] all = lookup.all(bare(host));
        for (InetAddress address : all) {
            if (!allowPrivate && !isPublic(address)) {
                throw new ForbiddenTargetException(host + " is at " + address.getHostAddress()
                        + ", an address of this machine or of a private network; " + ALLOW);
            }
        }
        return all;
    }

    /**
     * Judges the host of a URL beforehand, so that it can be said where it was written. One that nobody knows now is let pass: it is
     * judged when it is connected to.
     *
     * @throws ConfigException when it may not be connected to
     */
    public void check(String what, String url) {
        try {
            String host = URI.create(url).getHost();
            if (host != null) {
                resolve(host);
            }
        } catch (ForbiddenTargetException e) {
            throw new ConfigException(what + ": " + e.getMessage());
        } catch (UnknownHostException e) {
            // it may be known when it is called
        }
    }

    private static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private static boolean isPublic(InetAddress address) {
        if (address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || isOurs(address)) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return address instanceof Inet6Address ? isPublic6(bytes) : isPublic4(bytes);
    }

    private static boolean isPublic4(byte[] bytes) {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        int third = bytes[2] & 0xff;
        return !(first == 0 // this network
                || first >= 240 // reserved, broadcast
                || first == 100 && second >= 64 && second < 128 // shared by carriers
                || first == 192 && second == 0 && third == 0 // protocol assignments
                || first == 198 && (second == 18 || second == 19)); // benchmarks
    }

    /** Global unicast, and no IPv4 address in disguise that would not be let either. */
    private static boolean isPublic6(byte[] bytes) {
        if (startsWith(bytes, 0x00, 0x64, 0xff, 0x9b)) {
            return isPublic(inside(bytes, 12));
        }
        if (startsWith(bytes, 0x20, 0x02)) {
            return isPublic(inside(bytes, 2));
        }
        return (bytes[0] & 0xe0) == 0x20 && !startsWith(bytes, 0x20, 0x01, 0x00, 0x00);
    }

    private static InetAddress inside(byte[] bytes, int from) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean startsWith(byte[] bytes, int... prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if ((bytes[i] & 0xff) != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOurs(InetAddress address) {
        try {
            return NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            return true;
        }
    }
}
