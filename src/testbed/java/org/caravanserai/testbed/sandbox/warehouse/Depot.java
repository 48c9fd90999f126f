package org.caravanserai.testbed.sandbox.warehouse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.testbed.sandbox.base.AddressMark;
import org.caravanserai.testbed.sandbox.base.SandboxClock;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.caravanserai.testbed.sandbox.state.Journal;

/**
 * The warehouse's memory: dispatches, what is still to be confirmed, recall answers still to be sent, and what the hub
 * did wrong. Everything is in the journal before the broker's message is acknowledged.
 */
final class Depot {

    private final Journal journal;
    private final SandboxClock clock;
    private final Packer packer;
    private final Map<String, Dispatch> dispatches = new LinkedHashMap<>();
    private final Map<String, ObjectNode> answers = new LinkedHashMap<>();
    private final List<ObjectNode> violations = new ArrayList<>();

    Depot(Journal journal, SandboxClock clock, Packer packer) {
        this.journal = journal;
        this.clock = clock;
        this.packer = packer;
        journal.replay(
                "dispatch", (id, node) -> dispatches.put(id, SandboxJson.MAPPER.convertValue(node, Dispatch.class)));
        journal.replay("answer", (id, node) -> answers.put(id, (ObjectNode) node));
        journal.replay("violation", (id, node) -> violations.add((ObjectNode) node));
    }

    /** Takes a message of a fulfilment queue. The id and the properties are the broker's word. */
    synchronized void take(String location, JsonNode message, String messageId, boolean duplicateId, boolean expires) {
        String id = message.path("dispatchId").asText();
        String type = message.path("type").asText();
        if (!message.path("schema").asText().equals("dispatch.v1") || id.isEmpty()) {
            violation(
                    "",
                    "bad-dispatch",
                    "a message on the queue of " + location + " is no dispatch.v1 with a dispatchId");
            return;
        }
        if (!location.equals(message.path("location").asText())) {
            violation(
                    id,
                    "wrong-queue",
                    "a dispatch for " + message.path("location").asText() + " came to " + location);
        }
        if (!duplicateId) {
            violation(id, "no-duplicate-id", "the message carries no _AMQ_DUPL_ID, so the broker cannot drop repeats");
        }
        if (!expires) {
            violation(id, "no-expiry", "the message never expires although it carries an address");
        }
        switch (type) {
            case "release" -> release(location, message, id, messageId);
            case "recall" -> recall(id, location);
            default -> violation(id, "bad-dispatch", "type '" + type + "' is neither release nor recall");
        }
    }

    private void release(String location, JsonNode message, String id, String messageId) {
        Dispatch known = dispatches.get(id);
        List<Dispatch.Line> lines = lines(message);
        if (known != null && !known.lines.isEmpty()) {
            known.timesReceived++;
            if (!known.lines.equals(lines)) {
                violation(id, "dispatch-changed", "a dispatch came again with other lines under the same dispatchId");
            } else if (!messageId.equals(known.messageId)) {
                violation(id, "dispatch-repeated", "a dispatch was sent twice by the hub");
            }
            journal.put("dispatch", id, known);
            return;
        }
        Dispatch dispatch = known == null ? new Dispatch() : known;
        dispatch.dispatchId = id;
        dispatch.messageId = messageId;
        dispatch.orderId = message.path("orderId").asText();
        dispatch.channel = message.path("channel").asText();
        dispatch.account = message.path("account").asText();
        dispatch.channelOrderId = message.path("channelOrderId").asText();
        dispatch.location = location;
        dispatch.receivedAt = clock.now();
        JsonNode shipTo = message.path("shipTo");
        dispatch.shipTo = AddressMark.of(
                shipTo.path("line1").asText(null),
                shipTo.path("city").asText(null),
                shipTo.path("postcode").asText(null),
                shipTo.path("country").asText(null));
        dispatch.timesReceived++;
        dispatch.lines = lines;
        if (lines.isEmpty()
                || lines.stream().anyMatch(l -> l.quantity() < 1 || l.sku().isEmpty())) {
            violation(id, "bad-lines", "a dispatch has no lines, or a line without SKU or with a quantity below 1");
        } else if (dispatch.recalled == null) {
            dispatch.shipments = packer.plan(dispatch);
        }
        if (message.path("shipTo").path("country").asText("").isEmpty()) {
            violation(id, "no-address", "a dispatch has no address to ship to");
        }
        dispatches.put(id, dispatch);
        journal.put("dispatch", id, dispatch);
    }

    private static List<Dispatch.Line> lines(JsonNode message) {
        List<Dispatch.Line> lines = new ArrayList<>();
        for (JsonNode line : message.path("lines")) {
            lines.add(new Dispatch.Line(
                    line.path("line").asInt(),
                    line.path("lineId").asText(),
                    line.path("sku").asText(),
                    line.path("quantity").asInt()));
        }
        return lines;
    }

    /** A recall succeeds as long as nothing of the dispatch has left. A recall that overtakes its release holds it. */
    private void recall(String id, String location) {
        Dispatch dispatch = dispatches.computeIfAbsent(id, i -> {
            Dispatch unknown = new Dispatch();
            unknown.dispatchId = i;
            unknown.location = location;
            unknown.receivedAt = clock.now();
            return unknown;
        });
        if (dispatch.recalled == null) {
            dispatch.recalled = !dispatch.anythingShipped();
            if (dispatch.recalled) {
                dispatch.shipments.clear();
            }
            journal.put("dispatch", id, dispatch);
        }
        ObjectNode answer = SandboxJson.object()
                .put("schema", "recall-answer.v1")
                .put("reference", location + "-R" + id)
                .put("dispatchId", id)
                .put("recalled", dispatch.recalled);
        answers.put(id, answer);
        journal.put("answer", id, answer);
    }

    /** Something to send: {@code key} names it for {@link #sent}. */
    record Outgoing(String key, ObjectNode body) {}

    /** What is due now at a location. */
    synchronized List<Outgoing> due(String location) {
        List<Outgoing> due = new ArrayList<>();
        answers.forEach((id, answer) -> {
            if (dispatches.get(id).location.equals(location)
                    && !answer.path("sent").asBoolean()) {
                due.add(new Outgoing("answer/" + id, answer.deepCopy().without("sent")));
            }
        });
        Instant now = clock.now();
        for (Dispatch dispatch : dispatches.values()) {
            for (Dispatch.Confirmation shipment :
                    dispatch.location.equals(location) ? dispatch.shipments : List.<Dispatch.Confirmation>of()) {
                if (shipment.sent < shipment.copies && !shipment.dueAt.isAfter(now)) {
                    if (!shipment.leaving) {
                        shipment.leaving = true;
                        journal.put("dispatch", dispatch.dispatchId, dispatch);
                    }
                    due.add(new Outgoing(
                            "shipment/" + dispatch.dispatchId + "/" + shipment.reference, body(dispatch, shipment)));
                }
            }
        }
        return due;
    }

    private static ObjectNode body(Dispatch dispatch, Dispatch.Confirmation shipment) {
        ObjectNode body = SandboxJson.object()
                .put("schema", "shipment.v1")
                .put("reference", shipment.reference)
                .put("dispatchId", dispatch.dispatchId)
                .put("location", dispatch.location)
                .put("shippedAt", shipment.dueAt.toString());
        ArrayNode parcels = body.putArray("parcels");
        for (Dispatch.Parcel parcel : shipment.parcels) {
            ObjectNode node = parcels.addObject()
                    .put("carrier", parcel.carrier())
                    .put("service", parcel.service())
                    .put("trackingNumber", parcel.trackingNumber())
                    .put("trackingUrl", parcel.trackingUrl());
            if (parcel.carrierName() != null) {
                node.put("carrierName", parcel.carrierName());
            }
            ArrayNode lines = node.putArray("lines");
            parcel.lines()
                    .forEach(l -> lines.addObject()
                            .put("line", l.line())
                            .put("sku", l.sku())
                            .put("quantity", l.quantity()));
        }
        return body;
    }

    /** The broker has it. */
    synchronized void sent(String key) {
        String[] parts = key.split("/", 3);
        if (parts[0].equals("answer")) {
            journal.put("answer", parts[1], answers.get(parts[1]).put("sent", true));
            return;
        }
        Dispatch dispatch = dispatches.get(parts[1]);
        dispatch.shipments.stream().filter(s -> s.reference.equals(parts[2])).forEach(s -> s.sent++);
        journal.put("dispatch", dispatch.dispatchId, dispatch);
    }

    synchronized void violation(String dispatchId, String code, String what) {
        ObjectNode violation = SandboxJson.object()
                .put("at", clock.now().toString())
                .put("dispatchId", dispatchId)
                .put("code", code)
                .put("what", what);
        violations.add(violation);
        journal.put("violation", String.valueOf(violations.size()), violation);
    }

    /** {@code {dispatches, violations, waiting}}; only shipments that left are listed as shipments. */
    synchronized ObjectNode ledger() {
        ObjectNode ledger = SandboxJson.object();
        ArrayNode all = ledger.putArray("dispatches");
        int waiting = 0;
        for (Dispatch dispatch : dispatches.values()) {
            ObjectNode node = all.addObject()
                    .put("dispatchId", dispatch.dispatchId)
                    .put("orderId", dispatch.orderId)
                    .put("channel", dispatch.channel)
                    .put("account", dispatch.account)
                    .put("channelOrderId", dispatch.channelOrderId)
                    .put("location", dispatch.location)
                    .put("address", dispatch.shipTo)
                    .put("receivedAt", dispatch.receivedAt.toString())
                    .put("timesReceived", dispatch.timesReceived)
                    .put("recalled", dispatch.recalled);
            node.set("lines", SandboxJson.MAPPER.valueToTree(dispatch.lines));
            ArrayNode shipments = node.putArray("shipments");
            for (Dispatch.Confirmation shipment : dispatch.shipments) {
                waiting += shipment.sent < shipment.copies ? 1 : 0;
                if (shipment.sent > 0) {
                    shipments
                            .addObject()
                            .put("reference", shipment.reference)
                            .put("at", shipment.dueAt.toString())
                            .put("sent", shipment.sent)
                            .set("parcels", SandboxJson.MAPPER.valueToTree(shipment.parcels));
                }
            }
        }
        ledger.put("waiting", waiting).set("violations", SandboxJson.MAPPER.valueToTree(violations));
        return ledger;
    }
}
