package org.caravanserai.testbed.sandbox.amazon;

/** A call answered with an error list; the spelling of codes varies as the models say it does. */
final class AmazonRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private final int status;
    private final String code;

    AmazonRefusal(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    static AmazonRefusal invalid(String message) {
        return new AmazonRefusal(400, "InvalidInput", message);
    }

    static AmazonRefusal notFound(String message) {
        return new AmazonRefusal(404, "NotFound", message);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }
}
