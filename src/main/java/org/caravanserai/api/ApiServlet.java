package org.caravanserai.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Set;
import org.apache.camel.component.servlet.CamelHttpTransportServlet;
import org.eclipse.jetty.ee10.servlet.ServletHolder;

/**
 * The servlet behind the API's routes. Camel finds a route by what follows the servlet's own path; where nothing follows
 * ({@code /openapi.yaml}), the own path itself is what it looks for. Methods that Camel would answer itself are for the route
 * that answers what is unknown.
 */
public final class ApiServlet extends CamelHttpTransportServlet {

    private static final long serialVersionUID = 1;

    /** What the routes call it ({@code servletName}). */
    public static final String NAME = "api";
    /** Where it belongs in the business connector. */
    public static final List<String> PATHS = List.of("/api/v1/*", "/openapi.yaml");

    private static final Set<String> UNUSED = Set.of("OPTIONS", "TRACE");
    /** A path that only the route for all paths takes. */
    private static final String NOWHERE = "/-";

    private ApiServlet() {}

    /** To be added at {@link #PATHS}, started before the routes are. */
    public static ServletHolder holder() {
        ServletHolder holder = new ServletHolder(NAME, new ApiServlet());
        holder.setInitOrder(1);
        return holder;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
        String path = UNUSED.contains(request.getMethod())
                ? NOWHERE
                : request.getPathInfo() == null ? request.getServletPath() : request.getPathInfo();
        super.service(
                new HttpServletRequestWrapper(request) {
                    @Override
                    public String getPathInfo() {
                        return path;
                    }
                },
                response);
    }
}
