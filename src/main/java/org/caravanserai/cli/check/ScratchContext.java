package org.caravanserai.cli.check;

import jakarta.jms.ConnectionFactory;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.BeanScope;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.BeanProcessorFactory;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.LanguageSupport;
import org.apache.camel.support.builder.ExpressionBuilder;
import org.caravanserai.inbox.InboxComponent;
import org.caravanserai.outbox.camel.OutboxComponent;

/** A Camel context in which every bean exists, as nothing, and that is never started. */
final class ScratchContext {

    private ScratchContext() {}

    /**
     * @param beans names of the beans that exist
     * @param settings every setting of the hub, for placeholders
     */
    static DefaultCamelContext open(Set<String> beans, Properties settings) {
        DefaultCamelContext context = new DefaultCamelContext(new DefaultRegistry(new Nothings(beans)));
        context.getPropertiesComponent().setOverrideProperties(settings);
        context.addComponent("inbox", new InboxComponent(null));
        context.addComponent("outbox", new OutboxComponent(null, null, null, RouteQueues.own(settings)));
        context.getCamelContextExtension().addContextPlugin(BeanProcessorFactory.class, new NoBeans());
        context.getRegistry().bind("bean-language", new NoMethods());
        for (String scheme : List.of("jms", "jmsOut")) {
            context.addComponent(scheme, jms());
        }
        context.init();
        return context;
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
