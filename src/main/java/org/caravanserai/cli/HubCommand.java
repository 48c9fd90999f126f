package org.caravanserai.cli;

import java.io.PrintWriter;
import java.util.Map;
import org.caravanserai.base.ConfigException;
import org.caravanserai.cli.remote.ChannelCommand;
import org.caravanserai.cli.remote.ExceptionsCommand;
import org.caravanserai.cli.remote.LocationCommand;
import org.caravanserai.cli.remote.LoginCommand;
import org.caravanserai.cli.remote.OrderCommand;
import org.caravanserai.cli.remote.RemoteException;
import org.caravanserai.cli.remote.StockCommand;
import org.caravanserai.cli.remote.TokenCommand;
import org.caravanserai.cli.remote.TraceCommand;
import org.caravanserai.runtime.home.Home;
import org.caravanserai.runtime.home.HubExit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The root of the command line; options that every subcommand knows. */
@Command(
        name = "hub",
        description = "Caravanserai, a multichannel order hub.",
        mixinStandardHelpOptions = true,
        version = "caravanserai 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            StartCommand.class,
            HealthCommand.class,
            CheckCommand.class,
            TraceCommand.class,
            AuditCommand.class,
            ChannelCommand.class,
            OrderCommand.class,
            ExceptionsCommand.class,
            StockCommand.class,
            LocationCommand.class,
            LoginCommand.class,
            TokenCommand.class,
            CommandLine.HelpCommand.class
        })
public final class HubCommand implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** @param home the hub's home */
    @Option(
            names = "--home",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description =
                    "Home of the hub: var/ and hub.properties are below it. Default: $HUB_HOME, else the working directory.")
    void home(String home) {
        System.setProperty("hub.home", home);
    }

    /** @param settings {@code hub.*} keys and their values */
    @Option(
            names = "-D",
            paramLabel = "KEY=VALUE",
            scope = ScopeType.INHERIT,
            mapFallbackValue = "true",
            description = "A setting for this run, like -Dhub.http.port=9080.")
    void settings(Map<String, String> settings) {
        settings.forEach(System::setProperty);
    }

    static Home home() {
        return Home.fromEnvironment();
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "which COMMAND?");
    }

    /** Runs a command line. Returns the exit code; wrong settings and files are told in one sentence, without a stack trace. */
    public static int run(String... arguments) {
        return commandLine().execute(arguments);
    }

    /** Like {@link #run(String...)}, with what is printed going elsewhere. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return commandLine().setOut(out).setErr(err).execute(arguments);
    }

    /** The command line itself, for a program that adds commands of its own. */
    public static CommandLine commandLine() {
        return new CommandLine(new HubCommand()).setExecutionExceptionHandler((error, command, parsed) -> {
            if (error instanceof ConfigException || error instanceof RemoteException) {
                command.getErr().println("hub: " + error.getMessage());
                return error instanceof ConfigException ? HubExit.CONFIGURATION : 1;
            }
            throw error;
        });
    }
}
