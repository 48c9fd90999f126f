package org.caravanserai.base;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A message body that is an object of ours. What a log entry, a tap, a queue or a data format gets of it is JSON of ids and
 * decisions, never personal data and never the name of a class; nothing is built unless somebody asks.
 */
public interface Summarised {

    /** Ids and decisions as they are now: a new object each time, which nobody changes. */
    @JsonValue
    ObjectNode summary();

    /** So that a route asks for a field as it does where the body is JSON: {@code ${body.path('events').size()}}. */
    default JsonNode path(String field) {
        return summary().path(field);
    }
}
