package org.caravanserai.runtime.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Properties;
import org.caravanserai.base.ConfigException;
import org.caravanserai.base.HubConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnQueuesTest {

    private static OwnQueues of(String value) {
        Properties settings = new Properties();
        settings.setProperty(OwnQueues.KEY, value);
        return OwnQueues.of(new HubConfig(settings));
    }

    @Test
    void severalStandInOneSettingWithCommasBetweenThem() {
        assertThat(of("hub.custom.copies, hub.custom.Review_2.late-ones").names())
                .containsExactlyInAnyOrder("hub.custom.copies", "hub.custom.Review_2.late-ones");
        assertThat(of(" ").names()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "copies",
                "hub.custom.",
                "hub.custom.a..b",
                "hub.custom.#",
                "hub.custom.*",
                "hub.custom.a b",
                "hub.custom.a,",
                "hub.orders.in",
                "hub.custom.a,hub.custom.a"
            })
    void whatIsNoNameOfOnesOwnIsRefusedAtTheStartWithItsKey(String value) {
        assertThatThrownBy(() -> of(value))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("hub.broker.queues");
    }
}
