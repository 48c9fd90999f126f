package org.caravanserai.channel.account;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One seller's account at one channel.
 *
 * @param id the hub's own number of it
 * @param channel which recipe it speaks, such as {@code shopify}
 * @param name unique within the channel; part of the webhook's path
 * @param paused senders rest, intake goes on
 * @param baseUrl where the channel's API of this account begins, without a slash at the end; trusted, see {@link BaseUrlGuard}
 * @param settings what the channel's recipe and scripts ask for: location ids, marketplace ids, queue URL ...
 * @param secretRef prefix of the names of its secrets, see {@link #secret}
 */
public record Account(
        int id,
        String channel,
        String name,
        AccountMode mode,
        boolean paused,
        String baseUrl,
        JsonNode settings,
        String secretRef) {

    /** The name under which the secret source keeps this account's secret {@code what}: {@code <secretRef>.<what>}. */
    public String secret(String what) {
        return secretRef.isEmpty() ? what : secretRef + "." + what;
    }

    /** A setting as text; empty when it is absent. */
    public String setting(String key) {
        return settings.path(key).asText("");
    }

    /** Takes events in and may be called; what may be told is another question, see {@link AccountMode#SHADOW}. */
    public boolean on() {
        return mode != AccountMode.OFF;
    }
}
