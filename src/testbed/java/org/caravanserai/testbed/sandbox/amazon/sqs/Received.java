package org.caravanserai.testbed.sandbox.amazon.sqs;

/**
 * One message as a reader gets it.
 *
 * @param messageId     the queue's id of the message, the same at every redelivery
 * @param receiptHandle what this one reception is answered with; a later reception has another
 * @param body          the text that was sent
 * @param sentAt        epoch milliseconds
 * @param count         how often the message has been received, this time included
 */
public record Received(String messageId, String receiptHandle, String body, long sentAt, int count) {}
