package org.caravanserai.testbed.sandbox.amazon;

import org.caravanserai.testbed.sandbox.http.Answer;
import org.caravanserai.testbed.sandbox.rest.Refusal;

/** A call answered with an error list; the spelling of codes varies as the models say it does. */
final class AmazonRefusal extends Refusal {

    private static final long serialVersionUID = 1L;

    AmazonRefusal(int status, String code, String message) {
        super(status, code, message);
    }

    static AmazonRefusal invalid(String message) {
        return new AmazonRefusal(400, "InvalidInput", message);
    }

    static AmazonRefusal notFound(String message) {
        return new AmazonRefusal(404, "NotFound", message);
    }

    static AmazonRefusal overQuota() {
        return new AmazonRefusal(429, "QuotaExceeded", "You exceeded your quota for the requested resource.");
    }

    @Override
    public Answer answer() {
        return AmazonAnswers.error(status(), code(), getMessage());
    }
}
