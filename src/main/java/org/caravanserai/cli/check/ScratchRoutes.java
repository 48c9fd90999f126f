package org.caravanserai.cli.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteDefinitionHelper;
import org.apache.camel.spi.ModelReifierFactory;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.caravanserai.cli.check.RouteFile.RouteEntry;

/**
 * Loads routes into a Camel context that never starts one: expressions are parsed, templates filled, options of endpoints
 * set. Each file is loaded by itself, so that a bad one does not hide the others. Of beans only {@link BeanReferences} knows.
 */
final class ScratchRoutes {

    private final Findings findings;
    private final Map<String, Origin> origins = new HashMap<>();

    /** Where a route is written; of a templated one its template. */
    private record Origin(RouteFile file, RouteEntry entry) {}

    ScratchRoutes(Findings findings) {
        this.findings = findings;
    }

    /**
     * @param files that Camel can read
     * @param settings every setting of the hub, for placeholders
     */
    void check(Path folder, List<RouteFile> files, Properties settings) {
        Set<String> beans =
                files.stream().flatMap(file -> file.beans().stream()).collect(Collectors.toSet());
        try (DefaultCamelContext context = ScratchContext.open(beans, settings)) {
            Expressions expressions = new Expressions(context, findings);
            List<RouteFile> sound = new ArrayList<>(files);
            sound.removeIf(file -> !expressions.check(file));
            // what others need first: a route takes the configurations that are there when it is read
            sound.sort(Comparator.comparing(
                    file -> file.entries().stream().noneMatch(entry -> entry.is("routeConfiguration"))));
            Map<String, Origin> templates = new HashMap<>();
            for (RouteFile file : sound) {
                if (!file.ofChannels() && load(context, file)) {
                    for (RouteEntry entry : file.entries()) {
                        (entry.is("routeTemplate") ? templates : origins).put(entry.id(), new Origin(file, entry));
                    }
                }
            }
            sound.stream().filter(RouteFile::ofChannels).forEach(file -> fill(context, file, templates));
            ModelReifierFactory reifiers = context.getModelReifierFactory();
            for (RouteDefinition route : context.getRouteDefinitions()) {
                make(context, route, reifiers);
            }
        } catch (Exception e) {
            findings.add(folder, 1, "Camel cannot load the routes: " + e.getMessage());
        }
    }

    private boolean load(CamelContext context, RouteFile file) {
        try {
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(ResourceHelper.resolveResource(
                            context, "file:" + file.path().toAbsolutePath()));
            return true;
        } catch (Exception e) {
            new LoadFailure(e)
                    .tell(file, file.entries().isEmpty() ? null : file.entries().get(0), findings);
            return false;
        }
    }

    /** Makes the templated routes of a channel; not those of a template that could not be loaded. */
    private void fill(DefaultCamelContext context, RouteFile file, Map<String, Origin> templates) {
        for (RouteEntry entry : file.entries()) {
            String template = entry.body().path("routeTemplateRef").asText("");
            if (templates.containsKey(template)) {
                Map<String, Object> parameters = new HashMap<>();
                for (JsonNode one : entry.body().path("parameters")) {
                    parameters.put(one.path("name").asText(), one.path("value").asText());
                }
                try {
                    context.addRouteFromTemplate(
                            entry.id(), template, entry.body().path("prefixId").asText(null), parameters);
                    origins.put(entry.id(), templates.get(template));
                } catch (Exception e) {
                    new LoadFailure(e).tell(file, entry, findings);
                }
            }
        }
    }

    /** Makes the route that a start would make, without its consumer. */
    private void make(CamelContext context, RouteDefinition route, ModelReifierFactory reifiers) {
        Properties parameters = new Properties();
        if (route.getTemplateParameters() != null) {
            parameters.putAll(route.getTemplateParameters());
        }
        context.getPropertiesComponent().setLocalProperties(parameters);
        try {
            RouteDefinitionHelper.prepareRoute(context, route);
            reifiers.createRoute(context, route);
        } catch (Exception e) {
            Origin origin = origins.get(route.getRouteId());
            new LoadFailure(e).tell(origin.file(), origin.entry(), findings);
        } finally {
            context.getPropertiesComponent().setLocalProperties(null);
        }
    }
}
