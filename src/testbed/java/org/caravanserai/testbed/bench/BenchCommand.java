package org.caravanserai.testbed.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./hub bench}: what the hub costs beside the least that the same work can cost on this machine. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures the hub against baselines that write the same rows, in the same run. "
                + "Exit code 0: measured and the oracle agrees; 1: the oracle found faults.")
public final class BenchCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--quick", description = "Shorter: three small rounds of each side.")
    private boolean quick;

    @Option(names = "--smoke", hidden = true, description = "Only whether it works.")
    private boolean smoke;

    @Option(names = "--only", split = ",", paramLabel = "R1", description = "Only these figures: R1, R2, R3, R4.")
    private Set<String> only = Set.of();

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Where the figures are written. Default: ${DEFAULT-VALUE}.",
            defaultValue = "target/bench.json")
    private Path json;

    @Option(
            names = "--warm",
            paramLabel = "SECONDS",
            description = "Most seconds that a side is warmed. Default: 30 quick, 90 else.")
    private Integer warm;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description =
                    "Orders per second of R4 and of the observed round. Default: half of what the hub takes at most, and all it takes.")
    private int rate;

    @Option(
            names = "--profile",
            description =
                    "Adds a round under Java Flight Recorder and pg_stat_statements and prints where the time went.")
    private boolean profile;

    @Option(
            names = "--hub-option",
            paramLabel = "OPTION",
            description = "An option of the measured hub's JVM, such as -Dhub.inbox.workers=1.")
    private List<String> hubOptions = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        ProcCpu.require();
        PrintWriter out = spec.commandLine().getOut();
        Path program = Path.of(System.getProperty("hub.program", "")).toAbsolutePath();
        Path work = program.resolve("target/bench");
        Files.createDirectories(work);
        BenchSizes kind = smoke ? BenchSizes.SMOKE : quick ? BenchSizes.QUICK : BenchSizes.FULL;
        BenchSizes sizes = warm == null ? kind : kind.warmFor(warm);
        java.util.function.Consumer<String> say = line -> {
            out.println(line);
            out.flush();
        };
        String machine = String.format(
                "Java %s, %d processors, load average %.1f before the start",
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        say.accept(machine);
        try (Bench bench = new Bench(program, work, hubOptions, profile, say)) {
            BenchReport report = new BenchRun(bench, sizes, only, rate, say).run();
            report.note("machine", machine);
            report.print(say);
            report.write(program.resolve(json));
            if (profile) {
                Profile.take(bench, sizes, rate, work, say);
            }
            return report.sound() ? 0 : 1;
        }
    }
}
