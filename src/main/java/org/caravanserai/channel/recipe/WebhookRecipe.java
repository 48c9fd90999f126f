package org.caravanserai.channel.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * How a channel pushes events.
 *
 * @param headers the only ones that are kept, in the channel's spelling
 * @param accepted what it wants to hear when an event was stored, or was there already
 * @param shop where a delivery names its shop, or null
 * @param ping an unsigned call it makes to see whether we are there, or null
 */
public record WebhookRecipe(SignatureRecipe signature, List<String> headers, Answer accepted, Shop shop, Ping ping) {

    /** An answer: status, content type (empty for none) and body. */
    public record Answer(int status, @JsonProperty("type") String contentType, String body) {}

    /** The header names the account's shop: its setting, else the host of its base URL. */
    public record Shop(String header, String setting) {}

    /**
     * A call without signature that stores nothing: a form whose first field is {@code field}, and nothing else about it
     * is believed.
     */
    public record Ping(@JsonProperty("form") String field, Answer answer) {}
}
