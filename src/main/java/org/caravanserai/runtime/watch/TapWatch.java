package org.caravanserai.runtime.watch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.CamelContext;
import org.apache.camel.DelegateProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.NamedRoute;
import org.apache.camel.Processor;
import org.apache.camel.processor.WireTapProcessor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.support.CamelContextHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees the wire taps of all routes fail. What goes to a tap runs beside its route, so that nobody hears of its failure: the order
 * goes on, and must. Here it is counted per step ({@code hub.taps.failed}), and the log says when a step begins to fail and when it
 * works again, at most once a minute each.
 */
public final class TapWatch implements InterceptStrategy {

    private static final Logger LOG = LoggerFactory.getLogger(TapWatch.class);
    private static final Duration QUIET = Duration.ofMinutes(1);

    private final MeterRegistry meters;
    private final Clock clock;

    private TapWatch(MeterRegistry meters, Clock clock) {
        this.meters = meters;
        this.clock = clock;
    }

    /** To be called before routes are loaded. */
    public static void on(CamelContext camel, MeterRegistry meters, Clock clock) {
        camel.getCamelContextExtension().addInterceptStrategy(new TapWatch(meters, clock));
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext camel, NamedNode definition, Processor target, Processor next) {
        if (innermost(target) instanceof WireTapProcessor tap) {
            NamedRoute route = CamelContextHelper.getRoute(definition);
            tap.setOnPrepare(new Tap(route == null ? "" : route.getRouteId(), definition.getId(), tap.getOnPrepare()));
        }
        return target;
    }

    private static Processor innermost(Processor target) {
        Processor inner = target;
        while (inner instanceof DelegateProcessor wrapped && wrapped.getProcessor() != null) {
            inner = wrapped.getProcessor();
        }
        return inner;
    }

    /** One step; called with each copy before it goes its own way. */
    private final class Tap implements Processor {

        private final String name;
        private final Processor prepared;
        private final Counter failures;
        private boolean failing;
        private long untold;
        private Instant told = Instant.MIN;

        Tap(String route, String step, Processor prepared) {
            this.name = route + "/" + step;
            this.prepared = prepared;
            this.failures = Counter.builder("hub.taps.failed")
                    .description("copies of messages that a wire tap could not deliver")
                    .tag("route", route)
                    .tag("step", step)
                    .register(meters);
        }

        @Override
        public void process(Exchange copy) throws Exception {
            if (prepared != null) {
                prepared.process(copy);
            }
            copy.getExchangeExtension().addOnCompletion(new End(this, copy.getProperty(Exchange.EXCEPTION_CAUGHT)));
        }

        private synchronized void failed(Object failure) {
            failures.increment();
            untold++;
            if (!failing && isQuiet()) {
                LOG.warn("the tap {} fails, what it taps goes on ({} failed so far): {}", name, untold, cause(failure));
                tell(true);
            }
        }

        private synchronized void worked() {
            if (failing && isQuiet()) {
                LOG.info("the tap {} works again ({} more failed)", name, untold);
                tell(false);
            }
        }

        /** What the broker or file system says itself; those above it only say that something failed. */
        private static String cause(Object failure) {
            if (!(failure instanceof Throwable thrown)) {
                return String.valueOf(failure);
            }
            Throwable root = thrown;
            while (root.getCause() != null && root.getCause() != root) {
                root = root.getCause();
            }
            return root.toString();
        }

        private boolean isQuiet() {
            return !clock.instant().isBefore(told.plus(QUIET));
        }

        private void tell(boolean fails) {
            failing = fails;
            untold = 0;
            told = clock.instant();
        }
    }

    /**
     * How one copy ended.
     *
     * @param before a failure that the route had survived when it came to the tap
     */
    private record End(Tap tap, Object before) implements Synchronization {

        @Override
        public void onComplete(Exchange copy) {
            Object dealtWith = copy.getProperty(Exchange.EXCEPTION_CAUGHT);
            if (dealtWith != null && dealtWith != before) {
                tap.failed(dealtWith);
            } else {
                tap.worked();
            }
        }

        @Override
        public void onFailure(Exchange copy) {
            tap.failed(copy.getException());
        }
    }
}
