package org.caravanserai.cli.remote;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.caravanserai.runtime.home.Home;
import org.caravanserai.runtime.home.RunFile;
import picocli.CommandLine.Option;

/** Options of every command that asks a hub: where it is and who asks. */
public final class Connection {

    /** Variable of the environment with the token. */
    static final String TOKEN = "HUB_TOKEN";

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Where the hub is. Default: the hub that runs in the home.")
    private String url;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "Token of the API. Default: $" + TOKEN + ", which others on this machine do not see.")
    private String token;

    @Option(names = "--token-file", paramLabel = "FILE", description = "File with the token.")
    private Path tokenFile;

    /** @throws RemoteException when it is not known where the hub is or who asks */
    HubApi open() {
        return new HubApi(address(), token());
    }

    private URI address() {
        if (url != null) {
            return checked(url);
        }
        Path file = Home.fromEnvironment().runFile();
        if (!Files.exists(file)) {
            throw new RemoteException("no hub runs in " + Home.fromEnvironment().directory()
                    + "; name its home with --home, or where it is with --url");
        }
        RunFile run = RunFile.read(file);
        if (ProcessHandle.of(run.pid()).filter(ProcessHandle::isAlive).isEmpty()) {
            throw new RemoteException("the hub of " + run.home() + " (process " + run.pid()
                    + ") does not live any more; start it with ./hub start");
        }
        return URI.create("http://127.0.0.1:" + run.http());
    }

    private static URI checked(String url) {
        try {
            URI uri = URI.create(url.replaceFirst("/+$", ""));
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new RemoteException("--url must be like http://127.0.0.1:8080");
    }

    private String token() {
        return Optional.ofNullable(token)
                .or(() -> Optional.ofNullable(tokenFile).map(Connection::read))
                .or(() -> Optional.ofNullable(System.getenv(TOKEN)))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .orElseThrow(
                        () -> new RemoteException("no token: set $" + TOKEN + ", or name a file with --token-file; "
                                + "a hub prints an admin's token when it starts on an empty database"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new RemoteException("cannot read the token in " + file);
        }
    }
}
