package org.caravanserai.inbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.base.Json;

/** An event as the inbox tables hold it: key hashed, body sealed. */
record InboxRow(
        long id, NewEvent event, byte[] keyHash, String headers, byte[] sealed, LocalDate day, Instant receivedAt) {

    static InboxRow of(long id, NewEvent event, byte[] sealed, LocalDate day, Instant now) {
        return new InboxRow(id, event, hash(event), headersAsJson(event), sealed, day, now);
    }

    short lane() {
        return Lanes.of(event.accountId(), event.orderKey());
    }

    /** The digest of what a stored event says; empty when it has none. @param headers as they are stored */
    static String content(String headers) {
        try {
            return Json.MAPPER.readTree(headers).path(HubHeaders.CONTENT).asText("");
        } catch (JsonProcessingException e) {
            return "";
        }
    }

    private static byte[] hash(NewEvent event) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(event.kind().word().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            return digest.digest(event.eventKey());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String headersAsJson(NewEvent event) {
        try {
            return event.headers().isEmpty() ? "{}" : Json.MAPPER.writeValueAsString(event.headers());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("headers cannot be written as JSON", e);
        }
    }
}
