package org.caravanserai.channel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.caravanserai.intake.webhook.WebhookServlet;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.springframework.util.FileSystemUtils;

/** The surroundings of a hub's channel routes: an address for webhooks, a channel's API, and a folder of secrets. */
public final class ChannelSite implements AutoCloseable {

    private final Path secrets = Files.createTempDirectory("channel-site");
    private final FakeChannel channel = new FakeChannel();
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    public ChannelSite() throws Exception {
        ServletContextHandler web = new ServletContextHandler("/");
        web.addServlet(WebhookServlet.holder(), WebhookServlet.PATH);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(web);
        server.start();
    }

    /** Where webhooks are sent. */
    public int port() {
        return connector.getLocalPort();
    }

    public FakeChannel channel() {
        return channel;
    }

    /** The folder in which secrets lie, for a hub's secret source. */
    public Path secrets() {
        return secrets;
    }

    /** Puts a secret down, called as an account's reference and word for it say. */
    public void secret(String name, String value) throws IOException {
        Files.writeString(secrets.resolve(name), value + "\n");
    }

    @Override
    public void close() throws Exception {
        server.stop();
        channel.close();
        FileSystemUtils.deleteRecursively(secrets);
    }
}
