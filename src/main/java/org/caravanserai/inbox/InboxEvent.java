package org.caravanserai.inbox;

import java.time.Instant;
import java.time.LocalDate;

/**
 * An event as it was claimed.
 *
 * @param headers the allow-listed headers as a JSON object
 * @param sealed the body, sealed under the account's key of {@code day}; plain when {@code day} is null
 * @param failures how often working on it failed before
 * @param deaths how many hubs died while a batch with it was being worked on
 */
public record InboxEvent(
        long id,
        int accountId,
        String kind,
        String source,
        String topic,
        String shape,
        String orderKey,
        Long parentId,
        String headers,
        byte[] sealed,
        LocalDate day,
        Instant receivedAt,
        int failures,
        int deaths) {}
