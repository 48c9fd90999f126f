package org.caravanserai.translate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.caravanserai.base.CodedFailure;
import org.caravanserai.inbox.EventKind;

/** The translating steps: each takes the event one step further, so that a route can put something between any two. */
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

    public void parse(EventContext context) {
        context.document(translator.parse(context.body()));
    }

    public void map(EventContext context) {
        if (!context.shape().equals("canonical")) {
            JsonNode order = translator.map(context.document(), context.channel(), context.shape());
            context.document(counting.into(order, context.account(), context.shape()));
        }
    }

    public void validate(EventContext context) {
        context.document(translator.validate(context.document()));
    }

    public void compareTotals(EventContext context) {
        context.document(translator.totals(context.document()));
    }

    /** Checks a document that comes canonical already against the schema of its kind. */
    public void check(EventContext context) {
        CanonicalSchema schema = schemas.get(context.event().kind());
        if (schema != null) {
            context.document(schema.require(context.document()));
        }
    }

    /** Checks a report of counts level by level: a bad one costs itself alone. */
    public void checkLevels(EventContext context) {
        context.levels(StockLevels.check(schemas.get(EventKind.STOCK), context.document(), context.file()));
    }

    /** An event of a kind nobody knows. */
    public void refuse(EventContext context) {
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
