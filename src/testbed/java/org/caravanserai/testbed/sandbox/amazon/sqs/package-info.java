/**
 * A queue with the manners of Amazon SQS (standard queue): at least once, in no promised order, hidden while a reader works
 * on it, spoken to in the AWS JSON 1.0 protocol.
 */
package org.caravanserai.testbed.sandbox.amazon.sqs;
