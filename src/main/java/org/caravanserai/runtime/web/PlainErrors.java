package org.caravanserai.runtime.web;

import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Errors the web server itself answers, as problem documents (RFC 9457): the status and nothing about the inside. */
public final class PlainErrors extends ErrorHandler {

    /** Has a server, and a servlet context in it, answer its errors so. */
    public static void install(Server server, ServletContextHandler context) {
        server.setErrorHandler(new PlainErrors());
        context.setErrorHandler(new Ee10());
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        return answer(response, callback);
    }

    private static boolean answer(Response response, Callback callback) {
        int status = response.getStatus();
        String body = "{\"type\":\"about:blank\",\"title\":\"" + HttpStatus.getMessage(status) + "\",\"status\":"
                + status + "}";
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/problem+json");
        Content.Sink.write(response, true, body, callback);
        return true;
    }

    /** The same inside a servlet context. */
    static final class Ee10 extends ErrorPageErrorHandler {

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            return answer(response, callback);
        }
    }
}
