package org.caravanserai.outbox;

import org.apache.camel.Exchange;
import org.caravanserai.base.HubHeaders;

/**
 * The last request of a route, for people who ask what was tried: {@code outbox:} lays one into each exchange, and whatever makes
 * calls fills it. A route that splits shares it with its parts; several threads may.
 */
public final class LastCall {

    /** Name of the exchange property it is in. */
    public static final String PROPERTY = HubHeaders.LAST_CALL;

    private static final int LONGEST = 300;

    private volatile String request = "";
    private volatile Integer status;

    /** The exchange's own; one that nobody reads where no sender began it. */
    public static LastCall of(Exchange exchange) {
        LastCall call = exchange.getProperty(PROPERTY, LastCall.class);
        return call == null ? new LastCall() : call;
    }

    /** @param path its query is not kept: it may say whom the call is about */
    public void sending(String method, String path) {
        String whole = method + " " + path.replaceFirst("\\?.*", "");
        request = whole.length() <= LONGEST ? whole : whole.substring(0, LONGEST);
        status = null;
    }

    /** @param code of HTTP; 0 when no answer came */
    public void answered(int code) {
        status = code == 0 ? null : code;
    }

    /** Method and path; empty while nothing was sent. */
    public String request() {
        return request;
    }

    /** Status of HTTP; null when no answer came, or the call was none of HTTP. */
    public Integer status() {
        return status;
    }
}
