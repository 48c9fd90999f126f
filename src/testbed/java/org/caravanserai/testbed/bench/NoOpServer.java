package org.caravanserai.testbed.bench;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** What R3 is compared with: Jetty as the hub uses it, with a servlet that reads the body and answers 200. */
public final class NoOpServer {

    private static final int THREADS = 100;

    private NoOpServer() {}

    /** Answers each byte of input with its port; ends with its input. */
    public static void main(String[] arguments) throws Exception {
        Server server = new Server(new QueuedThreadPool(THREADS));
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        context.addServlet(new ServletHolder(new Answer()), "/*");
        server.setHandler(context);
        server.start();
        System.out.println("ready");
        while (System.in.read() >= 0) {
            System.out.println(connector.getLocalPort());
        }
        server.stop();
    }

    private static final class Answer extends HttpServlet {

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            byte[] body = request.getInputStream().readAllBytes();
            response.setStatus(body.length > 0 ? 200 : 400);
            response.setContentLength(0);
        }
    }
}
