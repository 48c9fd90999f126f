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
 * @param detail what is known of a fault, in words; may be empty
 */
public record ChannelAnswer(
        Fault fault, int status, Map<String, String> headers, JsonNode body, byte[] raw, String detail) {

    /** How a connection fails. */
    public enum Fault {
        /** Before anything was sent. */
        NOT_SENT,
        /** A secret or token is missing; nothing was sent. */
        NOT_AUTHORISED,
        /** The account's host is where the hub may not connect to; nothing was sent. */
        NOT_ALLOWED,
        /** The other side's certificate is refused; nothing was sent. */
        NOT_TRUSTED,
        /** After that: the channel may have worked on it. */
        BROKEN,
        /** The answer came, and is longer than what is read of one; {@code raw} is its beginning. */
        TOO_LONG
    }

    /** An answer of which nothing else is to be said. */
    public ChannelAnswer(Fault fault, int status, Map<String, String> headers, JsonNode body, byte[] raw) {
        this(fault, status, headers, body, raw, "");
    }

    static ChannelAnswer failed(Fault fault, String detail) {
        return new ChannelAnswer(fault, 0, Map.of(), null, new byte[0], detail == null ? "" : detail);
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
