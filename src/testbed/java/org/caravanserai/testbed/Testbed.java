package org.caravanserai.testbed;

import org.caravanserai.cli.HubCommand;
import org.caravanserai.testbed.bench.BenchCommand;
import org.caravanserai.testbed.demo.DemoCommand;
import picocli.CommandLine;

/** The program with the commands that need the other side beside the hub's own. {@code ./hub} starts it for those, and for help. */
public final class Testbed {

    private Testbed() {}

    /** The hub's commands and the testbed's. */
    public static CommandLine commandLine() {
        return HubCommand.commandLine().addSubcommand(new DemoCommand()).addSubcommand(new BenchCommand());
    }

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }
}
