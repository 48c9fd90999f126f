package org.caravanserai.translate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.apache.camel.ExchangeProperty;
import org.caravanserai.base.CodedFailure;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.inbox.EventKind;

/**
 * The translating steps: each takes the event one step further, so that a route can put something between any two. What they
 * work on is carried by the exchange; the body they leave is for others to see, and what others do to it changes nothing here.
 */
public final class TranslateSteps {

    private final Translator translator;
    private final CountingRule counting;
    private final Map<EventKind, CanonicalSchema> schemas;

    /** @param schemas of the documents that come canonical already, by event kind: shipment, stock, cancel, recall-answer */
    public TranslateSteps(Translator translator, CountingRule counting, Map<EventKind, CanonicalSchema> schemas) {
        this.translator = translator;
        this.counting = counting;
        this.schemas = schemas;
    }

    /** @return the bytes as they came in */
    public byte[] parse(@ExchangeProperty(HubHeaders.CARRIER) EventContext context) {
        context.document(translator.parse(context.body()));
        return context.body();
    }

    /** @return the canonical order without personal data */
    public JsonNode map(@ExchangeProperty(HubHeaders.CARRIER) EventContext context) {
        if (!context.shape().equals("canonical")) {
            JsonNode order = translator.map(context.document(), context.channel(), context.shape());
            context.document(counting.into(order, context.account(), context.shape()));
        }
        return context.visible();
    }

    /** @return the canonical order without personal data */
    public JsonNode validate(@ExchangeProperty(HubHeaders.CARRIER) EventContext context) {
        context.document(translator.validate(context.document()));
        return context.visible();
    }

    /** @return the canonical order without personal data, now with what is to be said about its sums */
    public JsonNode compareTotals(@ExchangeProperty(HubHeaders.CARRIER) EventContext context) {
        context.document(translator.totals(context.document()));
        return context.visible();
    }

    /** Checks a document that comes canonical already against the schema of its kind. @return the document */
    public JsonNode check(@ExchangeProperty(HubHeaders.CARRIER) EventContext context) {
        CanonicalSchema schema = schemas.get(context.event().kind());
        if (schema != null) {
            context.document(schema.require(context.document()));
        }
        return context.visible();
    }

    /** Checks a report of counts level by level: a bad one costs itself alone. @return the report */
    public JsonNode checkLevels(@ExchangeProperty(HubHeaders.CARRIER) EventContext context) {
        context.levels(StockLevels.check(schemas.get(EventKind.STOCK), context.document(), context.file()));
        return context.visible();
    }

    /** An event of a kind nobody knows. */
    public void refuse(@ExchangeProperty(HubHeaders.CARRIER) EventContext context) {
        throw new UnknownKindException(
                context.kind(),
                context.event().topic(),
                context.cause(),
                context.reason(),
                !context.place().isEmpty());
    }

    /** What came in is neither an order nor anything else the hub works on. */
    public static final class UnknownKindException extends RuntimeException implements CodedFailure {

        private final String topic;
        private final boolean inFile;
        private final String cause;

        UnknownKindException(String kind, String topic, String cause, String reason, boolean inFile) {
            super(
                    reason.isEmpty()
                            ? "The hub does not know what to do with an event of "
                                    + (topic.isEmpty() ? "kind '" + kind : "topic '" + topic) + "'"
                            : "What came in cannot be used: " + reason);
            this.topic = topic;
            this.cause = cause.isEmpty() ? "unknown_kind" : cause;
            this.inFile = inFile;
        }

        @Override
        public String code() {
            return "intake." + (inFile ? "bad_line" : cause);
        }

        @Override
        public String evidence() {
            return "topic " + topic;
        }
    }
}
