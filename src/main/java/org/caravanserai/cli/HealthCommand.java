package org.caravanserai.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.caravanserai.runtime.home.RunFile;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./hub health}: asks the running hub of this home; the exit code is for container engines and scripts. */
@Command(
        name = "health",
        description = "Prints the health of the running hub. Exit code 0: ready, 1: not.",
        mixinStandardHelpOptions = true)
final class HealthCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        var runFile = HubCommand.home().runFile();
        if (!Files.exists(runFile)) {
            spec.commandLine()
                    .getErr()
                    .println("hub: no hub runs in " + HubCommand.home().directory());
            return 1;
        }
        URI address = URI.create("http://127.0.0.1:" + RunFile.read(runFile).management() + "/observe/health/ready");
        try {
            HttpResponse<String> answer = HttpClient.newBuilder()
                    .connectTimeout(Duration.ofSeconds(3))
                    .build()
                    .send(
                            HttpRequest.newBuilder(address)
                                    .timeout(Duration.ofSeconds(5))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            spec.commandLine().getOut().println(answer.body());
            return answer.statusCode() == 200 ? 0 : 1;
        } catch (IOException e) {
            spec.commandLine().getErr().println("hub: " + address + " does not answer: " + e);
            return 1;
        }
    }
}
