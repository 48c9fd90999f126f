package org.caravanserai.cli.check;

import jakarta.jms.ConnectionFactory;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.BeanScope;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteDefinitionHelper;
import org.apache.camel.spi.BeanProcessorFactory;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.spi.ModelReifierFactory;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.LanguageSupport;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.builder.ExpressionBuilder;
import org.caravanserai.base.ConfigException;
import org.caravanserai.cli.check.RouteFile.Entry;
import org.caravanserai.inbox.InboxComponent;
import org.caravanserai.outbox.camel.OutboxComponent;

/**
 * Loads all routes into a Camel context that never starts one: expressions are parsed, templates filled, options of
 * endpoints set. Every bean exists there, as nothing; whether a bean has the method is told by a starting hub only.
 */
final class ScratchRoutes {

    private static final Pattern ROUTE = Pattern.compile(
            "(?:Failed to create route:?|from route template|[Rr]oute)[: ]+\\(?([a-z0-9]+(?:-[a-z0-9]+)+)");
    private static final Pattern PLACE = Pattern.compile("([^\\s:]+\\.camel\\.yaml):(\\d+)");

    private final Findings findings;

    ScratchRoutes(Findings findings) {
        this.findings = findings;
    }

    /** @param settings every setting of the hub, for placeholders */
    void check(Path folder, List<RouteFile> files, Properties settings) {
        Set<String> beans =
                files.stream().flatMap(file -> file.beans().stream()).collect(Collectors.toSet());
        try (DefaultCamelContext context = new DefaultCamelContext(new DefaultRegistry(new Nothings(beans)))) {
            context.getPropertiesComponent().setOverrideProperties(settings);
            context.addComponent("inbox", new InboxComponent(null));
            context.addComponent("outbox", new OutboxComponent(null, null, null));
            context.getCamelContextExtension().addContextPlugin(BeanProcessorFactory.class, new NoBeans());
            context.getRegistry().bind("bean-language", new NoMethods());
            for (String scheme : List.of("jms", "jmsOut")) {
                context.addComponent(scheme, jms());
            }
            context.init();
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(files.stream()
                            .map(file -> ResourceHelper.resolveResource(
                                    context, "file:" + file.path().toAbsolutePath()))
                            .toList());
            ModelReifierFactory reifiers = context.getModelReifierFactory();
            for (RouteDefinition route : context.getRouteDefinitions()) {
                make(context, route, reifiers, folder, files);
            }
        } catch (ConfigException e) {
            findings.add(folder, e);
        } catch (Exception e) {
            complain(folder, files, e);
        }
    }

    /** Every method of every bean exists and does nothing. */
    private static final class NoBeans implements BeanProcessorFactory {

        @Override
        public Processor createBeanProcessor(CamelContext context, Object bean, Method method) {
            return exchange -> {};
        }

        @Override
        public Processor createBeanProcessor(
                CamelContext context,
                Object bean,
                String beanType,
                Class<?> beanClass,
                String ref,
                String method,
                BeanScope scope) {
            return exchange -> {};
        }
    }

    /** The same for expressions that ask a bean. */
    private static final class NoMethods extends LanguageSupport {

        @Override
        public Predicate createPredicate(String expression) {
            return exchange -> false;
        }

        @Override
        public Expression createExpression(String expression) {
            return ExpressionBuilder.constantExpression("");
        }

        @Override
        public Predicate createPredicate(String expression, Object[] properties) {
            return createPredicate(expression);
        }

        @Override
        public Expression createExpression(String expression, Object[] properties) {
            return createExpression(expression);
        }
    }

    private static Component jms() {
        JmsComponent jms = new JmsComponent();
        jms.setConnectionFactory(Nothings.proxy(ConnectionFactory.class));
        return jms;
    }

    /** Makes the route that a start would make, without its consumer. */
    private void make(
            CamelContext context,
            RouteDefinition route,
            ModelReifierFactory reifiers,
            Path folder,
            List<RouteFile> files) {
        Properties parameters = new Properties();
        if (route.getTemplateParameters() != null) {
            parameters.putAll(route.getTemplateParameters());
        }
        context.getPropertiesComponent().setLocalProperties(parameters);
        try {
            RouteDefinitionHelper.prepareRoute(context, route);
            reifiers.createRoute(context, route);
        } catch (Exception e) {
            complain(folder, files, e);
        } finally {
            context.getPropertiesComponent().setLocalProperties(null);
        }
    }

    private void complain(Path folder, List<RouteFile> files, Exception error) {
        String text = String.valueOf(error.getMessage());
        String reason = text.substring(Math.max(0, text.lastIndexOf("because: ")))
                .replaceFirst("^because: ", "")
                .replaceFirst("^.* due to: ", "");
        String what = "Camel cannot load it: " + reason.lines().findFirst().orElse(error.toString());
        Matcher place = PLACE.matcher(text);
        if (place.find()) {
            Path named = Path.of(place.group(1)).getFileName();
            for (RouteFile file : files) {
                if (file.path().getFileName().equals(named)) {
                    findings.add(file.path(), Integer.parseInt(place.group(2)), what);
                    return;
                }
            }
        }
        Matcher route = ROUTE.matcher(text);
        while (route.find()) {
            for (RouteFile file : files) {
                for (Entry entry : file.entries()) {
                    if (entry.id().equals(route.group(1))) {
                        findings.add(file.path(), file.line(entry.pointer()), what);
                        return;
                    }
                }
            }
        }
        findings.add(folder, 1, what);
    }

    /** Has a bean for every name that a route refers to. */
    private record Nothings(Set<String> names) implements BeanRepository {

        @Override
        public Object lookupByName(String name) {
            return names.contains(name) ? proxy(AggregationStrategy.class) : null;
        }

        @Override
        public <T> T lookupByNameAndType(String name, Class<T> type) {
            if (!names.contains(name)) {
                return null;
            }
            return type.isInterface() ? proxy(type) : type == Object.class ? type.cast(new Object()) : null;
        }

        private static <T> T proxy(Class<T> type) {
            return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, Nothings::nothing));
        }

        private static Object nothing(Object proxy, Method method, Object[] arguments) {
            return switch (method.getName()) {
                case "equals" -> proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                case "toString" -> "a bean of the hub";
                default -> method.getReturnType() == boolean.class ? Boolean.FALSE : null;
            };
        }

        @Override
        public <T> Map<String, T> findByTypeWithName(Class<T> type) {
            return Map.of();
        }

        @Override
        public <T> Set<T> findByType(Class<T> type) {
            return Set.of();
        }
    }
}
