package org.caravanserai.testbed.sandbox.amazon.sqs;

import java.util.Map;

/**
 * What goes back over HTTP.
 *
 * @param outcome a word for the ledger: {@code ok} or the error's shape
 */
public record SqsAnswer(int status, Map<String, String> headers, byte[] body, String outcome) {
}
