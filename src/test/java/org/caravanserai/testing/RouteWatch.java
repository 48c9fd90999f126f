package org.caravanserai.testing;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.awaitility.Awaitility;

/** Sees every exchange that fails, so that who waits for its effect need not wait in vain. */
public final class RouteWatch extends EventNotifierSupport {

    private final List<Throwable> failed = new CopyOnWriteArrayList<>();

    /** To be called before the context starts. */
    public static RouteWatch on(CamelContext camel) {
        RouteWatch watch = new RouteWatch();
        camel.getManagementStrategy().addEventNotifier(watch);
        return watch;
    }

    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof CamelEvent.ExchangeFailedEvent;
    }

    @Override
    public void notify(CamelEvent event) {
        Throwable cause = ((CamelEvent.ExchangeFailedEvent) event).getExchange().getException();
        failed.add(cause == null ? new IllegalStateException("an exchange failed") : cause);
    }

    /** @throws AssertionError when an exchange has failed */
    public void check() {
        if (!failed.isEmpty()) {
            throw new AssertionError("an exchange failed", failed.get(0));
        }
    }

    /** Waits until something is so. @throws AssertionError as soon as an exchange fails */
    public void until(Duration patience, Callable<Boolean> done) {
        // in this thread: one that were interrupted in the middle of a receive would leave a broken session behind
        Awaitility.await()
                .pollInSameThread()
                .atMost(patience)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> {
                    check();
                    return done.call();
                });
    }
}
