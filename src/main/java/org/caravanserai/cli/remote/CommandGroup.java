package org.caravanserai.cli.remote;

import picocli.CommandLine;

/** A command that only has commands below it. */
public abstract class CommandGroup implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** @throws CommandLine.ParameterException always: one of the commands below it is to be named */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "which COMMAND?");
    }
}
