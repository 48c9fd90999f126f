package org.caravanserai.intake.webhook;

import org.apache.camel.component.servlet.CamelHttpTransportServlet;
import org.eclipse.jetty.ee10.servlet.ServletHolder;

/**
 * The servlet behind the webhook routes. It answers on the caller's thread: Camel's asynchronous mode drops connections
 * under load.
 */
public final class WebhookServlet {

    /** What the routes call it ({@code servletName}). */
    public static final String NAME = "webhooks";
    /** Where it belongs in the business connector. */
    public static final String PATH = "/webhooks/*";

    private WebhookServlet() {}

    /** To be added at {@link #PATH}, started before the routes are. */
    public static ServletHolder holder() {
        ServletHolder holder = new ServletHolder(NAME, new CamelHttpTransportServlet());
        holder.setInitOrder(1);
        return holder;
    }
}
