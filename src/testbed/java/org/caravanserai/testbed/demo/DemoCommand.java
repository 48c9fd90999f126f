package org.caravanserai.testbed.demo;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.caravanserai.runtime.home.Home;
import org.caravanserai.testbed.oracle.Verdict;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./hub demo}. */
@Command(
        name = "demo",
        description =
                "Starts a hub with sandbox channels and a warehouse, sells orders, and lets an oracle judge the end.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class DemoCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--orders", paramLabel = "N", defaultValue = "300", description = "How many orders are placed.")
    private int orders;

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "20", description = "Over how many seconds.")
    private int seconds;

    @Option(
            names = "--faults",
            description =
                    "Lose, double and shuffle events; throttle and break calls, some of which take effect after their timeout.")
    private boolean faults;

    @Option(
            names = "--time-factor",
            paramLabel = "F",
            defaultValue = "20",
            description = "How much faster all schedules and budgets run, on both sides.")
    private double timeFactor;

    @Option(
            names = "--wrong",
            paramLabel = "NAME",
            converter = WrongHub.Reader.class,
            completionCandidates = WrongHub.Names.class,
            description = "Run a deliberately wrong hub, to see the oracle name its fault: ${COMPLETION-CANDIDATES}.",
            showDefaultValue = CommandLine.Help.Visibility.NEVER)
    private WrongHub wrong;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42",
            description = "Of all dice; the same seed places the same orders.")
    private long seed;

    @Option(
            names = "--channels",
            paramLabel = "NAMES",
            split = ",",
            defaultValue = "shopify,woocommerce,amazon",
            description = "Which channels take part.")
    private List<String> channels;

    @Option(
            names = "--exit",
            description = "Stop when all orders are settled; exit code 0 only if the oracle accounts for every order.")
    private boolean exit;

    @Override
    public Integer call() throws InterruptedException {
        if (orders < 1 || seconds < 0 || !(timeFactor > 0)) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--orders must be at least 1, --seconds at least 0, --time-factor above 0");
        }
        PrintWriter out = spec.commandLine().getOut();
        Path directory = Home.fromEnvironment().var().resolve("demo");
        Demo demo =
                new Demo(new DemoOptions(directory, orders, seconds, faults, wrong, seed, timeFactor, channels), out);
        Runtime.getRuntime().addShutdownHook(new Thread(demo::close, "demo-stop"));
        try {
            Verdict verdict = demo.play();
            if (!exit) {
                demo.addresses();
                new CountDownLatch(1).await();
            }
            return verdict.good() ? 0 : 1;
        } catch (DemoException e) {
            spec.commandLine().getErr().println("hub: " + e.getMessage());
            return 1;
        } finally {
            demo.close();
        }
    }
}
