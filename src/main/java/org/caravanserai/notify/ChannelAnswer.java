package org.caravanserai.notify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * What came back.
 *
 * @param fault how the connection failed, or null when there was an answer
 * @param status HTTP status; 0 when there was none
 * @param headers by lower-case name
 * @param body parsed JSON; null when it was empty or no whole JSON document
 * @param raw the bytes of the body
 */
public record ChannelAnswer(Fault fault, int status, Map<String, String> headers, JsonNode body, byte[] raw) {

    /** How a connection fails. */
    public enum Fault {
        /** Before anything was sent. */
        NOT_SENT,
        /** A secret or token is missing; nothing was sent. */
        NOT_AUTHORISED,
        /** The other side's certificate is refused; nothing was sent. */
        NOT_TRUSTED,
        /** After that: the channel may have worked on it. */
        BROKEN,
        /** The answer came, and is longer than what is read of one; {@code raw} is its beginning. */
        TOO_LONG
    }

    static ChannelAnswer failed(Fault fault) {
        return new ChannelAnswer(fault, 0, Map.of(), null, new byte[0]);
    }

    /** It may hold what was asked for, and no tree can be made of it: too long, too deep, or no JSON at all. */
    public boolean unreadable() {
        return status >= 200 && status < 300 && malformed();
    }

    /** There is a body, and it is not JSON: an error page, or cut short. */
    public boolean malformed() {
        return body == null && raw.length > 0;
    }
}
