package org.caravanserai.translate;

import java.util.Map;
import org.caravanserai.base.CodedFailure;
import org.caravanserai.inbox.EventKind;

/** The translating steps: each takes the observation one step further, so that a route can put something between any two. */
public final class TranslateSteps {

    private final Translator translator;
    private final Map<EventKind, CanonicalSchema> schemas;

    /** @param schemas of the documents that come canonical already, by event kind: shipment, stock, cancel, recall-answer */
    public TranslateSteps(Translator translator, Map<EventKind, CanonicalSchema> schemas) {
        this.translator = translator;
        this.schemas = schemas;
    }

    public void parse(EventContext observation) {
        observation.document(translator.parse(observation.body()));
    }

    public void map(EventContext observation) {
        if (!observation.shape().equals("canonical")) {
            observation.document(translator.map(observation.document(), observation.channel(), observation.shape()));
        }
    }

    public void validate(EventContext observation) {
        observation.document(translator.validate(observation.document()));
    }

    public void compareTotals(EventContext observation) {
        observation.document(translator.totals(observation.document()));
    }

    /** Checks a document that comes canonical already against the schema of its kind. */
    public void check(EventContext observation) {
        CanonicalSchema schema = schemas.get(observation.event().kind());
        if (schema != null) {
            observation.document(schema.require(observation.document()));
        }
    }

    /** An event of a kind nobody knows. */
    public void refuse(EventContext observation) {
        throw new UnknownKindException(
                observation.kind(),
                observation.event().topic(),
                observation.reason(),
                !observation.place().isEmpty());
    }

    /** What came in is neither an order nor anything else the hub works on. */
    public static final class UnknownKindException extends RuntimeException implements CodedFailure {

        private final String topic;
        private final boolean inFile;

        UnknownKindException(String kind, String topic, String reason, boolean inFile) {
            super(
                    reason.isEmpty()
                            ? "The hub does not know what to do with an event of kind '" + kind + "'"
                            : "What came in cannot be used: " + reason);
            this.topic = topic;
            this.inFile = inFile;
        }

        @Override
        public String code() {
            return inFile ? "intake.bad_line" : "intake.unknown_kind";
        }

        @Override
        public String evidence() {
            return "topic " + topic;
        }
    }
}
