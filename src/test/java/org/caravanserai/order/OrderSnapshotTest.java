package org.caravanserai.order;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class OrderSnapshotTest {

    @Test
    void unitsAreReadHoweverWideTheNumberIsThatAMappingComputed() {
        ObjectNode order = JsonNodeFactory.instance.objectNode().put("status", "open");
        order.putArray("lines").addObject().put("lineId", "1").put("open", 2L);
        order.withArray("lines").addObject().put("lineId", "2").put("open", 2);
        order.withArray("lines").addObject().put("lineId", "3").putNull("open");

        assertThat(OrderSnapshot.of(order).lines())
                .extracting(SnapshotLine::open)
                .containsExactly(2, 2, null);
    }
}
