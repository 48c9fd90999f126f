package org.caravanserai.channel;

import java.nio.file.Path;
import java.util.Arrays;
import org.apache.camel.CamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.caravanserai.base.BeanName;
import org.caravanserai.testing.StepWatch;

/** Loads the hub's own route files into a test's context. */
public final class RouteFiles {

    /** System property that names another folder of routes than the program's own. */
    public static final String FOLDER = "caravanserai.test.routes";

    private RouteFiles() {}

    public static void load(CamelContext context, String... files) throws Exception {
        StepWatch.on(context);
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(Arrays.stream(files)
                        .map(file -> ResourceHelper.resolveResource(
                                context,
                                "file:"
                                        + Path.of(System.getProperty(FOLDER, "routes"))
                                                .resolve(file)
                                                .toAbsolutePath()))
                        .toList());
    }

    /** Binds beans as the hub does: each is called as its class. */
    public static void bind(CamelContext context, Object... beans) {
        for (Object bean : beans) {
            context.getRegistry().bind(BeanName.of(bean.getClass()), bean);
        }
    }

    /** A templated route, as a channel's file has it. */
    public static void channel(CamelContext context, String template, String id, String channel) throws Exception {
        context.addRouteFromTemplate(id, template, id + "-", java.util.Map.of("channel", channel));
    }
}
