package org.caravanserai;

import org.caravanserai.cli.HubCommand;

/** The program: {@code ./hub} starts it with a subcommand. */
public final class Hub {

    private Hub() {}

    public static void main(String[] arguments) {
        System.exit(HubCommand.run(arguments));
    }
}
