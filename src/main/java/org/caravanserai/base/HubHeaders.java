package org.caravanserai.base;

/**
 * The names of all headers and exchange properties of ours. Headers are what a route's steps read and set; they begin with
 * {@code hub}, and nothing from outside may set one. Route files write them as literals; a test compares.
 */
public final class HubHeaders {

    // Headers: whose the message is

    /** Name of a channel: the folder under {@code transformers}. Text. */
    public static final String CHANNEL = "hubChannel";
    /** Name of the channel's account. Text. */
    public static final String ACCOUNT = "hubAccount";
    /** Id of the account. Integer. */
    public static final String ACCOUNT_ID = "hubAccountId";
    /** Whether a queue's event names a seller that is connected. Boolean. */
    public static final String KNOWN_SELLER = "hubKnownSeller";

    // Headers: what comes in

    /** Kind of an inbox event, or of outbox work. Text, a word of {@code EventKind} at intake. */
    public static final String KIND = "hubKind";
    /** How an event came in: {@code jms} or {@code file}. Text. */
    public static final String SOURCE = "hubSource";
    /** The channel's own word for an event. Text, may be empty. */
    public static final String TOPIC = "hubTopic";
    /** Which {@code order.<shape>.jslt} reads the body. Text, may be empty. */
    public static final String SHAPE = "hubShape";
    /** The channel's order id, or what stands for it. Text, may be empty. */
    public static final String ORDER_KEY = "hubOrderKey";
    /** Whether the event only names an order, which is to be fetched. Boolean. */
    public static final String NOTIFICATION_ONLY = "hubNotificationOnly";
    /** The schema a document says it has, such as {@code order.v1}. Text, empty when it says none. */
    public static final String SCHEMA = "hubSchema";
    /** The sender's own reference of a message. Text, may be empty. */
    public static final String REFERENCE = "hubReference";
    /** The version an order says it has. Text, may be empty. */
    public static final String VERSION = "hubVersion";
    /** What is wrong, in words. Absent when nothing is. */
    public static final String REASON = "hubReason";
    /** Why an event is not worked on, second half of its case's code. Text. Absent: nobody knows what it is. */
    public static final String CAUSE = "hubCause";
    /** Name of the queue a message came from, or of the queue of one's own it goes to. Text. */
    public static final String QUEUE = "hubQueue";
    /** Which login of the broker sent a message, as the broker says. Text; absent when it does not say. Kept with the event. */
    public static final String LOGIN = "hubLogin";
    /** What the sender of a message tells its answer by: its correlation id, else the message's id. Text. */
    public static final String CORRELATION = "hubCorrelation";
    /** SHA-256 of what a message with a reference says, in hex: the same reference must not say anything else. */
    public static final String CONTENT = "hubContent";
    /** Name of the file an event came from. Text. */
    public static final String FILE = "hubFile";
    /** First line of an event in its file, from 1. */
    public static final String LINE = "hubLine";
    /** When a channel was asked, ISO 8601. Kept with a fetched event; an exchange property before. */
    public static final String ASKED_AT = "hubAskedAt";
    /** Exchange property of an account's test: why its queue cannot be read; empty: it can; absent: it has none. */
    public static final String QUEUE_FAULT = "hubQueueFault";
    /** Who asks for something by the API, as the audit trail names them. Kept with the event. */
    public static final String ACTOR = "hubActor";
    /** The channel told us that the order was deleted, and was asked for it then. Kept with a fetched event. Boolean. */
    public static final String AFTER_DELETION = "hubAfterDeletion";
    /** Ids of the events by which people asked for the order, with blanks between. Kept with a fetched event. Text. */
    public static final String IMPORTS = "hubImports";
    /** Id of the inbox row. */
    public static final String INBOX_ID = "hubInboxId";
    /** Whether the event was in the inbox already. Boolean. */
    public static final String DUPLICATE = "hubDuplicate";
    /** Whether the event of a queue's message is committed, so that the message may be deleted. Boolean. */
    public static final String STORED = "hubStored";

    // Headers: what goes out

    /** Which operation of the recipe a call is. Text. */
    public static final String OPERATION = "hubOperation";
    /** Number of the attempt, from 1. */
    public static final String ATTEMPT = "hubAttempt";
    /** Id of the outbox row. Text. */
    public static final String OUTBOX_ID = "hubOutboxId";
    /** Code of the location a dispatch is for. Text. */
    public static final String LOCATION = "hubLocation";
    /** The channel's SKU that stock is told of. Text. */
    public static final String SKU = "hubSku";

    // Exchange properties that route files use

    /** What a route's steps work on while an event is read (one event) and decided (the batch); the body is only what others see of it. */
    public static final String CARRIER = "hubCarrier";
    /** The requests an operation planned; a route splits by them. */
    public static final String REQUESTS = "hubRequests";
    /** Where a file goes when it was read: {@code done} or {@code failed}. */
    public static final String FOLDER = "hubFolder";

    // Exchange properties between steps

    public static final String WEBHOOK_CALL = "hubWebhookCall";
    public static final String UNREADABLE = "hubUnreadable";
    public static final String LONG_BODY = "hubLongBody";
    public static final String EVENT = "hubEvent";
    public static final String STORED_KIND = "hubStoredKind";
    public static final String BAD_LINES = "hubBadLines";
    public static final String QUEUE_MESSAGE = "hubQueueMessage";
    public static final String LIST_TO = "hubListTo";
    public static final String LIST_PAGE = "hubListPage";
    public static final String LIST_WALK = "hubListWalk";
    public static final String FETCHED = "hubFetched";
    public static final String RECOVERY = "hubRecovery";
    public static final String FETCHED_ORDER = "hubFetchedOrder";
    public static final String SEND_PERMIT = "hubSendPermit";
    public static final String OUTCOME = "hubOutcome";
    public static final String SHOWN = "hubShown";
    public static final String CHANNEL_IDS = "hubChannelIds";
    public static final String LAST_CALL = "hubLastCall";
    public static final String OPERATION_CONTEXT = "hubOperationContext";
    public static final String AUTHORISATION = "hubAuthorisation";
    public static final String SEND_UNTIL = "hubSendUntil";
    public static final String API_REQUEST = "hubApiRequest";
    public static final String API_CALLER = "hubApiCaller";

    private HubHeaders() {}
}
