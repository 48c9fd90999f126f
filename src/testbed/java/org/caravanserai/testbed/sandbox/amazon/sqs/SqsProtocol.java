package org.caravanserai.testbed.sandbox.amazon.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.caravanserai.testbed.sandbox.base.Digests;
import org.caravanserai.testbed.sandbox.http.Answer;

/**
 * The AWS JSON 1.0 protocol of SQS over one queue: the operation stands in {@code X-Amz-Target}, the arguments are a JSON
 * object, errors carry {@code __type}. Operations a consumer needs are here, others are refused by name.
 */
public final class SqsProtocol {

    public static final String CONTENT_TYPE = "application/x-amz-json-1.0";
    private static final String PREFIX = "AmazonSQS.";
    private static final int DEFAULT_VISIBILITY_SECONDS = 30;
    private static final int MAX_VISIBILITY_SECONDS = 43_200;
    private static final int MAX_WAIT_SECONDS = 20;
    private static final long LOOK_AGAIN_MS = 10;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final MessageQueue queue;
    private final String name;
    private final String url;
    private final UnaryOperator<Duration> pace;
    private final Waiting waiting;

    /** Lets some milliseconds pass during long polling. */
    @FunctionalInterface
    public interface Waiting {
        void pause(long millis) throws InterruptedException;
    }

    /**
     * @param name       the queue's name, told by GetQueueUrl
     * @param url        the queue's URL, which every call must name
     * @param pace       how long a documented time really lasts
     * @param waiting    pauses between two looks during long polling
     */
    public SqsProtocol(MessageQueue queue, String name, String url, UnaryOperator<Duration> pace, Waiting waiting) {
        this.queue = queue;
        this.name = name;
        this.url = url;
        this.pace = pace;
        this.waiting = waiting;
    }

    /** The operation named by the target header, or "" when it names none of this service. */
    public static String operation(String target) {
        return target != null && target.startsWith(PREFIX) ? target.substring(PREFIX.length()) : "";
    }

    /** Answers one call whose sender is already known to be allowed. */
    public Answer handle(String target, byte[] body) {
        try {
            JsonNode arguments = MAPPER.readTree(body);
            return answer(200, call(operation(target), arguments == null ? MAPPER.createObjectNode() : arguments))
                    .as("ok");
        } catch (SqsError error) {
            return error.answer();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new SqsError(
                            500, "com.amazon.coral.service#InternalFailure", "InternalFailure", "The queue is closing")
                    .answer();
        } catch (IOException malformed) {
            return new SqsError(
                            400,
                            "com.amazon.coral.service#SerializationException",
                            "SerializationException",
                            "The body is no JSON object")
                    .answer();
        }
    }

    /** The answer to a caller who may not use the queue. */
    public static Answer denied(String code, String message) {
        return new SqsError(403, "com.amazon.coral.service#" + code, code, message).answer();
    }

    /** The answer to a caller who calls too often. */
    public static Answer throttled() {
        return new SqsError(
                        400,
                        "RequestThrottled",
                        "RequestThrottled",
                        "The request was denied due to request throttling.")
                .answer();
    }

    private ObjectNode call(String operation, JsonNode arguments) throws InterruptedException {
        ObjectNode result = MAPPER.createObjectNode();
        if (operation.equals("GetQueueUrl")) {
            if (!name.equals(arguments.path("QueueName").asText())) {
                throw noQueue();
            }
            return result.put("QueueUrl", url);
        }
        if (!url.equals(arguments.path("QueueUrl").asText())) {
            throw noQueue();
        }
        switch (operation) {
            case "ReceiveMessage" -> receive(arguments, result);
            case "DeleteMessage" -> check(queue.delete(handle(arguments)), arguments);
            case "ChangeMessageVisibility" ->
                check(
                        queue.changeVisibility(
                                handle(arguments), seconds(arguments, "VisibilityTimeout", -1, MAX_VISIBILITY_SECONDS)),
                        arguments);
            case "DeleteMessageBatch" -> deleteBatch(arguments, result);
            case "GetQueueAttributes" ->
                result.putObject("Attributes")
                        .put("ApproximateNumberOfMessages", String.valueOf(queue.size() - queue.hidden()))
                        .put("ApproximateNumberOfMessagesNotVisible", String.valueOf(queue.hidden()))
                        .put("VisibilityTimeout", String.valueOf(DEFAULT_VISIBILITY_SECONDS));
            default ->
                throw new SqsError(
                        400,
                        "com.amazon.coral.service#UnknownOperationException",
                        "UnknownOperation",
                        "This queue does not know the operation '" + operation + "'");
        }
        return result;
    }

    private void receive(JsonNode arguments, ObjectNode result) throws InterruptedException {
        int max = arguments.path("MaxNumberOfMessages").asInt(1);
        if (max < 1 || max > MessageQueue.MAX_BATCH) {
            throw invalid("MaxNumberOfMessages", "must be between 1 and 10");
        }
        Duration visibility =
                seconds(arguments, "VisibilityTimeout", DEFAULT_VISIBILITY_SECONDS, MAX_VISIBILITY_SECONDS);
        Duration wait = seconds(arguments, "WaitTimeSeconds", 0, MAX_WAIT_SECONDS);
        List<Received> taken = receive(max, visibility, wait);
        if (taken.isEmpty()) {
            return;
        }
        ArrayNode messages = result.putArray("Messages");
        for (Received message : taken) {
            ObjectNode node = messages.addObject();
            node.put("MessageId", message.messageId()).put("ReceiptHandle", message.receiptHandle());
            node.put("MD5OfBody", Digests.md5(message.body())).put("Body", message.body());
            if (wantsAttributes(arguments)) {
                node.putObject("Attributes")
                        .put("ApproximateReceiveCount", String.valueOf(message.count()))
                        .put("SentTimestamp", String.valueOf(message.sentAt()));
            }
        }
    }

    private List<Received> receive(int max, Duration visibility, Duration wait) throws InterruptedException {
        long until = System.nanoTime() + wait.toNanos();
        List<Received> taken = queue.receive(max, visibility);
        while (taken.isEmpty() && System.nanoTime() < until) {
            waiting.pause(LOOK_AGAIN_MS);
            taken = queue.receive(max, visibility);
        }
        return taken;
    }

    private static boolean wantsAttributes(JsonNode arguments) {
        return !arguments.path("AttributeNames").isEmpty()
                || !arguments.path("MessageSystemAttributeNames").isEmpty();
    }

    private void deleteBatch(JsonNode arguments, ObjectNode result) {
        JsonNode entries = arguments.path("Entries");
        if (entries.isEmpty() || entries.size() > MessageQueue.MAX_BATCH) {
            throw new SqsError(
                    400,
                    entries.isEmpty() ? "EmptyBatchRequest" : "TooManyEntriesInBatchRequest",
                    entries.isEmpty()
                            ? "AWS.SimpleQueueService.EmptyBatchRequest"
                            : "AWS.SimpleQueueService.TooManyEntriesInBatchRequest",
                    "A batch holds 1 to 10 entries");
        }
        ArrayNode done = result.putArray("Successful");
        ArrayNode failed = result.putArray("Failed");
        for (JsonNode entry : entries) {
            String id = entry.path("Id").asText();
            if (queue.delete(entry.path("ReceiptHandle").asText()) == MessageQueue.Answer.UNKNOWN_HANDLE) {
                failed.addObject()
                        .put("Id", id)
                        .put("SenderFault", true)
                        .put("Code", "ReceiptHandleIsInvalid")
                        .put("Message", "The input receipt handle is invalid.");
            } else {
                done.addObject().put("Id", id);
            }
        }
    }

    private static void check(MessageQueue.Answer answer, JsonNode arguments) {
        if (answer == MessageQueue.Answer.UNKNOWN_HANDLE) {
            throw new SqsError(
                    400,
                    "ReceiptHandleIsInvalid",
                    "ReceiptHandleIsInvalid",
                    "The input receipt handle \"" + handle(arguments) + "\" is not a valid receipt handle.");
        }
    }

    private static String handle(JsonNode arguments) {
        String handle = arguments.path("ReceiptHandle").asText("");
        if (handle.isEmpty()) {
            throw new SqsError(
                    400,
                    "com.amazon.coral.service#MissingParameter",
                    "MissingParameter",
                    "The request must contain the parameter ReceiptHandle.");
        }
        return handle;
    }

    private Duration seconds(JsonNode arguments, String field, int absent, int max) {
        int seconds = arguments.path(field).asInt(absent);
        if (seconds < 0 || seconds > max) {
            throw invalid(field, "must be between 0 and " + max);
        }
        return pace.apply(Duration.ofSeconds(seconds));
    }

    private static SqsError invalid(String field, String why) {
        return new SqsError(
                400,
                "com.amazon.coral.service#InvalidParameterValueException",
                "InvalidParameterValue",
                "Value for parameter " + field + " is invalid. Reason: " + why + ".");
    }

    private static SqsError noQueue() {
        return new SqsError(
                400,
                "QueueDoesNotExist",
                "AWS.SimpleQueueService.NonExistentQueue",
                "The specified queue does not exist.");
    }

    static Answer answer(int status, ObjectNode body) {
        return new Answer(
                status,
                Map.of(
                        "Content-Type",
                        CONTENT_TYPE,
                        "x-amzn-RequestId",
                        UUID.randomUUID().toString()),
                body.toString().getBytes(StandardCharsets.UTF_8),
                "");
    }
}
