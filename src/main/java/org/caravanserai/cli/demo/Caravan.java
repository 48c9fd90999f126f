package org.caravanserai.cli.demo;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.caravanserai.oracle.Oracle;
import org.caravanserai.oracle.Sources;

/** A hub with its channels and its warehouse, each a process of its own, connected and stocked. */
public final class Caravan implements AutoCloseable {

    private final DemoHub hub;
    private final StandIn sandbox;
    private final StandIn warehouse;
    private final Catalogue catalogue;
    private final List<String> channels;
    private List<Shops.Shop> shops = List.of();

    /**
     * @param directory everything is written below it
     * @param jvm options of the hub's JVM
     * @param settings of the hub, beside its addresses and the time factor
     * @param orders how many are going to be placed, at most
     */
    public Caravan(
            Path directory,
            String classPath,
            List<String> jvm,
            Map<String, String> settings,
            double timeFactor,
            long seed,
            List<String> channels,
            int orders) {
        java.util.Map<String, String> all = new java.util.LinkedHashMap<>(settings);
        all.put("hub.time.factor", Double.toString(timeFactor));
        this.hub = new DemoHub(directory.resolve("hub"), classPath, jvm, all);
        this.sandbox =
                StandIn.channels(directory.resolve("sandbox"), classPath, hub.address(), timeFactor, seed, channels);
        this.warehouse = StandIn.warehouse(directory.resolve("warehouse"), classPath, hub, timeFactor, seed);
        this.catalogue = new Catalogue(orders, seed);
        this.channels = List.copyOf(channels);
    }

    /** Starts all three and connects them. */
    public Caravan start() {
        hub.launch();
        sandbox.launch();
        sandbox.ready();
        hub.ready();
        shops = Shops.open(sandbox.control(), channels, catalogue);
        new HubSetup(api(), hub.secret("channels")).connect(shops, catalogue);
        warehouse.launch().ready();
        return this;
    }

    public DemoHub hub() {
        return hub;
    }

    public StandIn sandbox() {
        return sandbox;
    }

    public StandIn warehouse() {
        return warehouse;
    }

    /** The shops as they were opened. */
    public List<Shops.Shop> shops() {
        return shops;
    }

    /** The hub's API, as its admin. */
    public Control api() {
        return new Control(hub.address(), hub.token());
    }

    public Oracle oracle() {
        return new Oracle(new Sources(
                hub.run().databaseUrl(),
                hub.run().databaseUser(),
                hub.databasePassword(),
                sandbox.address(),
                warehouse.address()));
    }

    /** Where a shop sends its webhooks. */
    public URI webhook(Shops.Shop shop) {
        return hub.address().resolve("/webhooks/" + shop.channel() + "/" + shop.name());
    }

    /** Ends all three: first who would complain, last who is complained about. */
    @Override
    public void close() {
        warehouse.close();
        hub.close();
        sandbox.close();
    }
}
