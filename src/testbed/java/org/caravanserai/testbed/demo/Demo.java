package org.caravanserai.testbed.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.caravanserai.testbed.oracle.Verdict;

/** One run of the demo: starts everything, lets buyers buy, waits until all is settled and asks the oracle. */
public final class Demo implements AutoCloseable {

    /** As the launcher gives a hub; its heap is small because the demo's three processes share a machine. */
    private static final List<String> HUB_JVM =
            List.of("-Xmx700m", "-XX:+UseParallelGC", "-XX:+ExitOnOutOfMemoryError", "-XX:-OmitStackTraceInFastThrow");

    /** So many orders are sent by hand, refunded, cancelled, revived, deleted, moved, changed, held or misdated. */
    private static final double PEOPLE = 0.3;

    private final DemoOptions options;
    private final Teller teller;
    private final PrintWriter out;
    private DemoRun demoRun;

    public Demo(DemoOptions options, PrintWriter out) {
        this.options = options;
        this.out = out;
        this.teller = new Teller(out);
    }

    /** Plays it to the end; everything still runs when this returns. */
    public Verdict play() {
        prepare();
        demoRun = new DemoRun(
                options.directory(),
                HUB_JVM,
                wrongSettings(),
                options.timeFactor(),
                options.seed(),
                options.channels(),
                options.orders());
        teller.say(String.format(
                "starting hub, channels (%s) and warehouse; schedules run %s times as fast; seed %d",
                String.join(", ", options.channels()), plain(options.timeFactor()), options.seed()));
        demoRun.start();
        write();
        teller.say(options.orders() + " orders in " + options.seconds() + " s; people lay hands on "
                + Math.round(100 * PEOPLE) + " % of them"
                + (options.faults()
                        ? "; 10 % of the events doubled, 5 % lost, all out of order; calls throttled, broken, and taking effect after their timeout"
                        : ""));
        if (options.wrong() != null) {
            options.wrong().provoke(demoRun);
        }
        demoRun.sandbox()
                .control()
                .post(
                        "/control/traffic",
                        new Traffic(options.orders(), options.seconds(), options.faults(), false, PEOPLE).request());
        boolean settled = new Settling(demoRun, options.timeFactor()).await(teller::progress);
        teller.say(settled ? "everything is settled" : "not everything settled, and nothing moves any more");
        Verdict verdict = demoRun.oracle().judge();
        new Summary(out).print(verdict);
        return verdict;
    }

    public DemoRun demoRun() {
        return demoRun;
    }

    /** Where everything is, for who wants to look around. */
    void addresses() {
        teller.say("");
        teller.say("API               " + demoRun.hub().address() + "/   (bearer token in "
                + options.directory().resolve("token") + ")");
        teller.say("health, metrics  http://127.0.0.1:" + demoRun.hub().run().management()
                + "/observe/health  /observe/metrics");
        teller.say("Hawtio           http://127.0.0.1:" + demoRun.hub().run().management()
                + "/hawtio   (user hawtio, password in " + demoRun.hub().secret("hawtio") + ")");
        teller.say("channels         " + demoRun.sandbox().address() + "/control/ledger");
        teller.say("warehouse        " + demoRun.warehouse().address() + "/ledger");
        teller.say("Ctrl-C ends it");
    }

    private void prepare() {
        Path run = options.directory().resolve("hub/var/run.json");
        try {
            if (Files.exists(run)) {
                long pid = org.caravanserai.runtime.home.RunFile.read(run).pid();
                if (ProcessHandle.of(pid)
                        .filter(ProcessHandle::isAlive)
                        .flatMap(one -> one.info().commandLine())
                        .filter(one -> one.contains("caravanserai"))
                        .isPresent()) {
                    throw new DemoException("a demo already runs in " + options.directory() + " (its hub is process "
                            + pid + "); end it, or give another --home");
                }
            }
            Files.createDirectories(options.directory());
            Private.empty(options.directory());
        } catch (IOException e) {
            throw new DemoException("cannot prepare " + options.directory() + ": " + e);
        }
    }

    private Map<String, String> wrongSettings() {
        Map<String, String> settings = new LinkedHashMap<>();
        if (options.wrong() != null) {
            teller.say("this hub is made wrong on purpose: " + options.wrong().what());
            settings.putAll(options.wrong().settings());
            settings.putAll(options.wrong()
                    .copy(
                            Path.of(System.getProperty("hub.program", "")).toAbsolutePath(),
                            options.directory().resolve("wrong")));
        }
        return settings;
    }

    /** {@code accounts.json} has what a client needs to play a channel; {@code token} opens the API. Only we may read them. */
    private void write() {
        ArrayNode accounts = Control.MAPPER.createArrayNode();
        for (Shops.Shop shop : demoRun.shops()) {
            ObjectNode account = accounts.addObject()
                    .put("channel", shop.channel())
                    .put("account", shop.name())
                    .put("baseUrl", shop.baseUrl())
                    .put("webhook", demoRun.webhook(shop).toString());
            ObjectNode secrets = account.putObject("secrets");
            shop.secrets().forEach(secrets::put);
            account.set("settings", shop.settings());
        }
        try {
            Private.write(options.directory().resolve("accounts.json"), accounts.toPrettyString() + "\n");
            Private.write(options.directory().resolve("token"), demoRun.hub().token() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String plain(double factor) {
        return factor == Math.rint(factor) ? Long.toString((long) factor) : Double.toString(factor);
    }

    @Override
    public void close() {
        if (demoRun != null) {
            demoRun.close();
        }
    }
}
