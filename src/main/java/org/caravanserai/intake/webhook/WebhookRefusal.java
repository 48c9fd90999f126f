package org.caravanserai.intake.webhook;

/** A webhook is not taken. The caller learns the status and nothing else; the reason is for the counters. */
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

    /** One word, such as {@code signature}. */
    public String reason() {
        return reason;
    }
}
