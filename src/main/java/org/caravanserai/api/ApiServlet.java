package org.caravanserai.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.apache.camel.component.servlet.CamelHttpTransportServlet;
import org.eclipse.jetty.ee10.servlet.ServletHolder;

/**
 * The servlet behind the API's routes. Camel finds a route by what follows the servlet's own path; where nothing follows
 * ({@code /openapi.yaml}), the own path itself is what it looks for.
 */
public final class ApiServlet extends CamelHttpTransportServlet {

    private static final long serialVersionUID = 1;

    /** What the routes call it ({@code servletName}). */
    public static final String NAME = "api";
    /** Where it belongs in the business connector. */
    public static final List<String> PATHS = List.of("/api/v1/*", "/openapi.yaml");

    private ApiServlet() {}

    /** To be added at {@link #PATHS}, started before the routes are. */
    public static ServletHolder holder() {
        ServletHolder holder = new ServletHolder(NAME, new ApiServlet());
        holder.setInitOrder(1);
        return holder;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
        super.service(
                request.getPathInfo() != null
                        ? request
                        : new HttpServletRequestWrapper(request) {
                            @Override
                            public String getPathInfo() {
                                return getServletPath();
                            }
                        },
                response);
    }
}
