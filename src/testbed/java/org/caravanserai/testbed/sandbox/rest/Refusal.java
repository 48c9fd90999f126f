package org.caravanserai.testbed.sandbox.rest;

import org.caravanserai.testbed.sandbox.http.Answer;

/** A call that is refused; the channel gives the refusal its shape. */
public abstract class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    /**
     * @param status HTTP status
     * @param code the channel's own word
     */
    protected Refusal(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    /** HTTP status. */
    public final int status() {
        return status;
    }

    /** The channel's own word. */
    public final String code() {
        return code;
    }

    /** As the channel writes it; counted in the ledger by a word that tells more than the status. */
    public abstract Answer answer();
}
