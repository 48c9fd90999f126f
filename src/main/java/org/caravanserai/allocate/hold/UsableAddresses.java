package org.caravanserai.allocate.hold;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.caravanserai.allocate.batch.Round;
import org.caravanserai.cases.CaseCode;
import org.caravanserai.order.OrderSnapshot;
import org.caravanserai.order.WorkingOrder;

/**
 * Nothing leaves without an address a parcel can be sent to. A postcode that does not look like one of its country is an alert,
 * as carriers know better than any list.
 */
public final class UsableAddresses implements HoldRule {

    static final String CAUSE = CaseCode.NO_ADDRESS.code();
    private static final String UNUSUAL = "address.postcode_unusual";

    private final AddressFormats formats;
    private final HoldSettings settings;

    public UsableAddresses(AddressFormats formats, HoldSettings settings) {
        this.formats = formats;
        this.settings = settings;
    }

    @Override
    public Decision prepare(Round round) {
        return this::decide;
    }

    private void decide(WorkingOrder order) {
        order.statement().ifPresent(stated -> decide(order, stated));
    }

    /** Of an order that was deleted nothing is left that names a person: where it was to go does not matter any more. */
    private void decide(WorkingOrder order, OrderSnapshot stated) {
        boolean asked = StatementFacts.mayLeave(order)
                && stated.document().at("/destination/kind").asText().equals("ship");
        if (stated.personal() == null) {
            return;
        }
        JsonNode shipTo = stated.personal().path("shipTo");
        List<String> missing = asked ? formats.missing(shipTo) : List.of();
        ObjectNode evidence = JsonNodeFactory.instance.objectNode().put("country", stated.country());
        ArrayNode pointers = evidence.putArray("missing");
        missing.forEach(
                field -> pointers.add(field.equals("address") ? "/personal/shipTo" : "/personal/shipTo/" + field));
        StatementFacts.decide(
                order,
                settings,
                CAUSE,
                missing.isEmpty() ? Optional.empty() : Optional.of(words(order, stated, missing)),
                evidence.toString());
        if (formats.postcodeFits(shipTo)) {
            order.alerts().clear(UNUSUAL);
        } else {
            order.alerts().raise(UNUSUAL);
        }
    }

    private static String words(WorkingOrder order, OrderSnapshot stated, List<String> missing) {
        String what = missing.contains("address")
                ? "no address"
                : "no " + String.join(", no ", missing) + " in /personal/shipTo";
        return "Order " + order.number() + " cannot be sent: there is " + what
                + (stated.country().isEmpty() ? "" : " (country " + stated.country() + ")");
    }
}
