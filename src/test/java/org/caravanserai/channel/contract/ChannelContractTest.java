package org.caravanserai.channel.contract;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.caravanserai.channel.ChannelSite;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Every channel under {@code transformers} keeps the contract. A new one is found by its folder. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChannelContractTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ChannelContract contract = new ChannelContract(Path.of("transformers"));
    private final Map<String, ContractHub> hubs = new HashMap<>();
    private final ChannelSite site = new ChannelSite();

    ChannelContractTest() throws Exception {}

    @AfterAll
    void close() throws Exception {
        hubs.values().forEach(ContractHub::close);
        site.close();
    }

    @TestFactory
    Stream<DynamicContainer> everyChannelKeepsTheContract() {
        return contract.channels().stream()
                .map(channel -> DynamicContainer.dynamicContainer(
                        channel,
                        contract.acts(channel).stream()
                                .map(act -> DynamicTest.dynamicTest(act.name(), () -> play(channel, act)))));
    }

    private void play(String channel, Act act) throws Exception {
        ContractHub hub = hubs.get(channel);
        if (hub == null) {
            hub = contract.open(channel, site, PATIENCE);
            hubs.put(channel, hub);
        }
        act.deed().play(hub);
        hub.hub.watch().check();
    }
}
