package org.caravanserai.testbed.sandbox.amazon.sqs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.caravanserai.testbed.sandbox.http.Answer;
import org.caravanserai.testbed.sandbox.rest.Refusal;

/** A refusal in the words of the AWS JSON 1.0 protocol; its code is the error's shape. */
final class SqsError extends Refusal {

    private static final long serialVersionUID = 1L;

    private final String queryCode;

    /**
     * @param shape     error shape, e.g. {@code ReceiptHandleIsInvalid}
     * @param queryCode the older protocol's code for it, told in {@code x-amzn-query-error}
     */
    SqsError(int status, String shape, String queryCode, String message) {
        super(status, shape.startsWith("com.amazon") ? shape : "com.amazonaws.sqs#" + shape, message);
        this.queryCode = queryCode;
    }

    @Override
    public Answer answer() {
        ObjectNode body = SandboxJson.object().put("__type", code()).put("message", getMessage());
        return SqsProtocol.answer(status(), body)
                .with("x-amzn-query-error", queryCode + ";Sender")
                .as(code().replaceAll(".*#", ""));
    }
}
