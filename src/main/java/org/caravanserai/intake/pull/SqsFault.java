package org.caravanserai.intake.pull;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What a failed call to SQS means, in words for people: only codes are passed on, what SQS says may name identities. */
final class SqsFault {

    private SqsFault() {}

    /** @param failing how a sentence goes on that begins with "the queue" */
    static UnreadableQueueException of(SdkException fault, String failing) {
        if (!(fault instanceof AwsServiceException answer)) {
            return new UnreadableQueueException("its queue does not answer", false, fault);
        }
        String code =
                answer.awsErrorDetails() == null ? "" : answer.awsErrorDetails().errorCode();
        String said = " (" + answer.statusCode() + (code == null || code.isEmpty() ? "" : ", " + code) + ")";
        if (answer.statusCode() >= 500 || answer.isThrottlingException()) {
            return new UnreadableQueueException("its queue " + failing + " at the moment" + said, false, fault);
        }
        String advice = answer.statusCode() == 403
                ? "; give the AWS key the right to receive and delete its messages, or put the right key in place"
                : said.contains("NonExistent") || said.contains("DoesNotExist")
                        ? "; there is no such queue, correct the setting that names it, and its region"
                        : "; correct the queue's URL and region, and the AWS key";
        return new UnreadableQueueException("its queue " + failing + said + advice, true, fault);
    }
}
