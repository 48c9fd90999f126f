package org.caravanserai.testing;

import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.caravanserai.base.Leaves;

/**
 * Holds every step that calls Java against what {@link Leaves} and its result say that it leaves behind, so that
 * routes/README.md tells the truth: a step that changes another header or leaves another body fails its exchange.
 */
public final class StepWatch implements InterceptStrategy {

    private StepWatch() {}

    /** To be called before routes are loaded; once is enough. */
    public static void on(CamelContext camel) {
        List<InterceptStrategy> all = camel.getCamelContextExtension().getInterceptStrategies();
        if (all.stream().noneMatch(StepWatch.class::isInstance)) {
            camel.getCamelContextExtension().addInterceptStrategy(new StepWatch());
        }
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext camel, NamedNode definition, Processor target, Processor next) {
        if (!(definition instanceof BeanDefinition step)) {
            return target;
        }
        Object bean = camel.getRegistry().lookupByName(step.getRef());
        Method method = bean == null ? null : method(bean.getClass(), step.getMethod());
        return method == null ? target : new Watched(target, step.getId(), method);
    }

    private static Method method(Class<?> type, String call) {
        String name = call.replaceFirst("\\(.*", "");
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals(name) && !method.isBridge())
                .findFirst()
                .orElse(null);
    }

    private static final class Watched extends DelegateAsyncProcessor {

        private final String step;
        private final Method method;
        private final Leaves leaves;

        Watched(Processor target, String step, Method method) {
            super(target);
            this.step = step;
            this.method = method;
            this.leaves = method.getAnnotation(Leaves.class);
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            Object body = exchange.getMessage().getBody();
            Map<String, Object> headers = new HashMap<>(exchange.getMessage().getHeaders());
            return super.process(exchange, done -> {
                if (exchange.getException() == null && !exchange.isRouteStop()) {
                    check(exchange, body, headers);
                }
                callback.done(done);
            });
        }

        private void check(Exchange exchange, Object before, Map<String, Object> headers) {
            Object body = exchange.getMessage().getBody();
            boolean named = leaves != null && leaves.body() != Leaves.Same.class;
            Class<?> wanted = MethodType.methodType(named ? leaves.body() : method.getReturnType())
                    .wrap()
                    .returnType();
            if (!named && wanted == Void.class ? body != before : body != null && !wanted.isInstance(body)) {
                fail(
                        exchange,
                        "leaves as its body a "
                                + (body == null ? null : body.getClass().getName()));
            }
            Set<String> changed = new HashSet<>();
            Map<String, Object> now = exchange.getMessage().getHeaders();
            now.forEach((name, value) -> {
                if (!headers.containsKey(name) || !Objects.equals(headers.get(name), value)) {
                    changed.add(name);
                }
            });
            changed.removeIf(name -> !name.startsWith("hub"));
            changed.removeAll(leaves == null ? List.of() : List.of(leaves.headers()));
            if (!changed.isEmpty()) {
                fail(exchange, "sets the headers " + changed);
            }
            if ((leaves == null || !leaves.clears()) && !now.keySet().containsAll(headers.keySet())) {
                fail(exchange, "takes headers away");
            }
        }

        private void fail(Exchange exchange, String what) {
            exchange.setException(new AssertionError("the step " + step + " " + what + ", and " + method
                    + " does not say so: see " + Leaves.class.getName()));
        }
    }
}
