package org.caravanserai.testbed.demo;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.caravanserai.testbed.oracle.Oracle;
import org.caravanserai.testbed.oracle.Sources;

/** A hub with its channels and its warehouse, each a process of its own, connected and stocked. */
public final class DemoRun implements AutoCloseable {

    private final DemoHub hub;
    private final SandboxProcess sandbox;
    private final SandboxProcess warehouse;
    private final Path warehouseDirectory;
    private final Catalogue catalogue;
    private final List<String> channels;
    private final Office office = new Office(this);
    private List<Shops.Shop> shops = List.of();

    /**
     * @param directory everything is written below it
     * @param jvm options of the hub's JVM
     * @param settings of the hub, beside its addresses and the time factor
     * @param orders how many are going to be placed, at most
     */
    public DemoRun(
            Path directory,
            List<String> jvm,
            Map<String, String> settings,
            double timeFactor,
            long seed,
            List<String> channels,
            int orders) {
        java.util.Map<String, String> all = new java.util.LinkedHashMap<>(settings);
        all.put("hub.channel.allow-private", "true");
        all.put("hub.time.factor", Double.toString(timeFactor));
        this.hub = new DemoHub(directory.resolve("hub"), jvm, all);
        this.sandbox = SandboxProcess.channels(directory.resolve("sandbox"), hub.address(), timeFactor, seed, channels);
        this.warehouseDirectory = directory.resolve("warehouse");
        this.warehouse = SandboxProcess.warehouse(warehouseDirectory, hub, timeFactor, seed);
        this.catalogue = new Catalogue(orders, seed);
        this.channels = List.copyOf(channels);
    }

    /** Starts all three and connects them. */
    public DemoRun start() {
        hub.launch();
        sandbox.launch();
        sandbox.ready();
        hub.ready();
        shops = Shops.open(sandbox.control(), channels, catalogue);
        new HubSetup(api(), hub.secret("channels"))
                .connect(shops, catalogue)
                .logins(SandboxProcess.logins(warehouseDirectory));
        warehouse.launch().ready();
        return this;
    }

    public DemoHub hub() {
        return hub;
    }

    public SandboxProcess sandbox() {
        return sandbox;
    }

    public SandboxProcess warehouse() {
        return warehouse;
    }

    /** The shops as they were opened. */
    public List<Shops.Shop> shops() {
        return shops;
    }

    Office office() {
        return office;
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
