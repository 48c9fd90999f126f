package org.caravanserai.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.caravanserai.runtime.HubProcess;
import org.caravanserai.runtime.HubRuntime;
import org.caravanserai.runtime.home.RunFile;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./hub start}: runs the hub until it is told to stop. */
@Command(
        name = "start",
        description = "Starts the hub and prints where it can be reached. SIGTERM or Ctrl-C stops it gracefully.",
        mixinStandardHelpOptions = true)
final class StartCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        HubRuntime hub = HubProcess.start(HubCommand.home());
        report(hub);
        // the shutdown hook stops the hub and ends the process
        new CountDownLatch(1).await();
        return 0;
    }

    private void report(HubRuntime hub) {
        PrintWriter out = spec.commandLine().getOut();
        RunFile run = hub.run();
        out.println("HUB READY http=" + run.http() + " management=" + run.management() + " broker=" + run.broker()
                + " pid=" + run.pid());
        out.println("  webhooks and API   http://127.0.0.1:" + run.http() + "/");
        out.println("  health, metrics    http://127.0.0.1:" + run.management() + "/observe/health  /observe/metrics");
        out.println("  Hawtio             http://127.0.0.1:" + run.management() + "/hawtio   user hawtio, password in "
                + run.home() + "/var/secrets/hawtio");
        hub.adminToken().ifPresent(token -> out.println("  admin token        " + token + "   (shown this once)"));
        out.flush();
    }
}
