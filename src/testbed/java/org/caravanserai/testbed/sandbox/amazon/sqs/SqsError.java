package org.caravanserai.testbed.sandbox.amazon.sqs;

/** A refusal in the words of the AWS JSON 1.0 protocol. */
final class SqsError extends Exception {

    private static final long serialVersionUID = 1L;
    private final int status;
    private final String shape;
    private final String queryCode;

    /**
     * @param shape     error shape, e.g. {@code ReceiptHandleIsInvalid}
     * @param queryCode the older protocol's code for it, told in {@code x-amzn-query-error}
     */
    SqsError(int status, String shape, String queryCode, String message) {
        super(message);
        this.status = status;
        this.shape = shape;
        this.queryCode = queryCode;
    }

    int status() {
        return status;
    }

    String type() {
        return shape.startsWith("com.amazon") ? shape : "com.amazonaws.sqs#" + shape;
    }

    String queryError() {
        return queryCode + ";Sender";
    }
}
