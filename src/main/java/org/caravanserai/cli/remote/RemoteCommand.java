package org.caravanserai.cli.remote;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** A command that asks a running hub over its API. */
abstract class RemoteCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Mixin
    private Connection connection;

    /** @throws RemoteException when it is not known where the hub is or who asks */
    final HubApi api() {
        return connection.open();
    }

    final CommandLine command() {
        return spec.commandLine();
    }

    final PrintWriter out() {
        return command().getOut();
    }
}
