package org.caravanserai.intake.webhook;

import java.util.Map;
import org.caravanserai.base.Json;

/** A webhook is not taken. The caller learns its status and what to look at, nothing about the inside; the reason is for the counters. */
public final class WebhookRefusal extends RuntimeException {

    private final int status;
    private final String reason;

    public WebhookRefusal(int status, String reason) {
        super(reason, null, false, false);
        this.status = status;
        this.reason = reason;
    }

    public int status() {
        return status;
    }

    /** For the caller, a problem document (RFC 9457). */
    public String problem() {
        String[] words = switch (status) {
            case 400 ->
                new String[] {
                    "The request cannot be read", "its body ended early, or it is not as this channel sends it"
                };
            case 401 ->
                new String[] {
                    "The signature does not prove the request",
                    "it is signed over the exact bytes of the body with the secret that belongs to this account"
                };
            case 404 -> new String[] {"There is no such account", "it is not connected, or switched off"};
            case 413 -> new String[] {"The body is too large", "nothing of it was read"};
            case 415 ->
                new String[] {"The body's form is not understood", "send it as it is, without Content-Encoding"};
            default -> new String[] {"The hub cannot store it now", "nothing was stored; send it again"};
        };
        return Json.text(Map.of(
                "type",
                "urn:caravanserai:problem:webhook-" + (status == 503 ? "unavailable" : status),
                "title",
                words[0],
                "status",
                status,
                "detail",
                words[1]));
    }

    /** One word, such as {@code signature}. */
    public String reason() {
        return reason;
    }
}
