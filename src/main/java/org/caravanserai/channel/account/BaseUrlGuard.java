package org.caravanserai.channel.account;

import java.net.URI;
import java.net.URISyntaxException;
import org.caravanserai.base.ConfigException;

/**
 * Which addresses the hub may be told to call: https anywhere, plain http only on this machine (the sandbox). Credentials
 * never travel in the clear, and nothing but scheme, host, port and path may be part of an address.
 */
public final class BaseUrlGuard {

    private BaseUrlGuard() {}

    /**
     * The address without a slash at its end.
     *
     * @throws ConfigException when it may not be called; the message says why
     */
    public static String check(String what, String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw new ConfigException(what + " is no URL: " + e.getReason());
        }
        if (uri.getHost() == null || uri.getUserInfo() != null || uri.getQuery() != null || uri.getFragment() != null) {
            throw new ConfigException(what + " must be like https://host/path, without user, query or fragment");
        }
        boolean https = "https".equals(uri.getScheme());
        if (!https && !("http".equals(uri.getScheme()) && isLoopback(uri.getHost()))) {
            throw new ConfigException(what + " must begin with https:// (http:// only for this machine), but is "
                    + uri.getScheme() + "://" + uri.getHost());
        }
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /** Only literal addresses and the name localhost: a name that merely resolves to this machine today may not tomorrow. */
    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.[0-9]{1,3}){3}");
    }
}
