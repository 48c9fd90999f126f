package org.caravanserai.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.caravanserai.translate.PayloadFormat.Reading;

/**
 * Looks at a payload before it is mapped. What the channel does not publish is taken out and named, so that a mapping meets
 * only what is right or absent; what PHP writes for an empty or a gappy list becomes one. Without a required member there is
 * no order.
 */
final class PayloadReview {

    private final List<PayloadFinding> findings = new ArrayList<>();

    private PayloadReview() {}

    /**
     * @param payload is changed
     * @return what was wrong, in the schema's order
     * @throws MappingException naming the place, when a required value is missing or unreadable
     */
    static List<PayloadFinding> of(PayloadSchema schema, JsonNode payload) {
        PayloadReview review = new PayloadReview();
        String place = schema.within().stream()
                .filter(pointer -> payload.at(pointer).isObject())
                .findFirst()
                .orElse("");
        review.members((ObjectNode) payload.at(place), schema.order(), place);
        return review.findings;
    }

    private void members(ObjectNode object, PayloadField field, String at) {
        for (String name : field.required()) {
            if (absent(object.path(name))) {
                throw new MappingException(
                        "mapping.incomplete", "The payload lacks what no order can be without.", at + "/" + name);
            }
        }
        field.members().forEach((name, member) -> {
            JsonNode value = object.get(name);
            if (value != null && !value.isNull()) {
                JsonNode read =
                        read(value, member, at + "/" + name, field.required().contains(name));
                if (read != value) {
                    object.set(name, read);
                }
            }
        });
    }

    private static boolean absent(JsonNode value) {
        return value.isMissingNode()
                || value.isNull()
                || value.isTextual() && value.textValue().isBlank();
    }

    private JsonNode read(JsonNode value, PayloadField field, String at, boolean required) {
        return switch (field.kind()) {
            case OBJECT -> object(value, field, at, required);
            case LIST -> list(value, field, at, required);
            case VALUE -> single(value, field, at, required);
        };
    }

    private JsonNode object(JsonNode value, PayloadField field, String at, boolean required) {
        JsonNode object = value.isArray() && value.isEmpty() ? JsonNodeFactory.instance.objectNode() : value;
        if (!object.isObject()) {
            return unreadable("payload.unreadable", PayloadFormat.kind(value), field, at, required);
        }
        members((ObjectNode) object, field, at);
        return object;
    }

    private JsonNode list(JsonNode value, PayloadField field, String at, boolean required) {
        boolean numbered = value.isObject() && everyNameIsANumber(value);
        if (!value.isArray() && !numbered) {
            return unreadable("payload.unreadable", PayloadFormat.kind(value), field, at, required);
        }
        ArrayNode kept = JsonNodeFactory.instance.arrayNode(value.size());
        PayloadField entry = field.entry();
        int index = 0;
        for (JsonNode each : value) {
            String place = at + "/" + index++;
            if (kept.size() == field.longest()) {
                unreadable("payload.cut", "has " + value.size() + " entries", field, at, false);
                break;
            }
            if (!each.isNull()) {
                JsonNode read = read(each, entry, place, !entry.required().isEmpty());
                if (!read.isNull()) {
                    kept.add(read);
                }
            }
        }
        return kept;
    }

    private static boolean everyNameIsANumber(JsonNode object) {
        return object.properties().stream().allMatch(one -> one.getKey().matches("[0-9]{1,9}"));
    }

    private JsonNode single(JsonNode value, PayloadField field, String at, boolean required) {
        Reading reading = field.format().read(value, field.longest());
        if (reading.code() == null) {
            return reading.value();
        }
        if (reading.value() == null) {
            return unreadable(reading.code(), reading.detail(), field, at, required);
        }
        findings.add(new PayloadFinding(reading.code(), at, reading.detail(), reading.decides()));
        return reading.value();
    }

    private JsonNode unreadable(String code, String detail, PayloadField field, String at, boolean required) {
        if (required) {
            throw new MappingException(
                    field.format() == null
                            ? "mapping.impossible_value"
                            : field.format().refusal(),
                    "A value without which there is no order is not what the channel publishes.",
                    at + " " + detail);
        }
        findings.add(new PayloadFinding(code, at, detail, field.stops()));
        return NullNode.getInstance();
    }
}
