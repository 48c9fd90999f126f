package org.caravanserai.outbox.sender;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import org.caravanserai.base.TimeScale;
import org.caravanserai.outbox.SenderPolicies;
import org.caravanserai.outbox.SenderPolicy;
import org.caravanserai.outbox.budget.Budgets;
import org.caravanserai.outbox.lease.Lease;
import org.caravanserai.outbox.lease.Leases;
import org.caravanserai.outbox.source.SenderTarget;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The senders of the destinations whose leases this hub holds. Changed by one thread only, read by any. A sender begins with
 * empty budgets and a closed breaker; one whose destination another hub should have starts nothing more, and gives the lease
 * back when its last call has ended.
 */
final class HeldSenders {

    private static final Logger LOG = LoggerFactory.getLogger(HeldSenders.class);

    /** An account whose breaker is open rests this long before it is tried with a few calls. */
    private static final Duration BREAKER_REST = Duration.ofSeconds(30);

    private final Leases leases;
    private final SenderTargets targets;
    private final SenderPolicies policies;
    private final TimeScale timeScale;
    private final LongSupplier nanos;
    private final IntConsumer changed;
    private final Map<String, Sender> senders = new ConcurrentHashMap<>();
    private final Set<String> unwanted = ConcurrentHashMap.newKeySet();

    /** @param changed takes the account that is reached in another way than before */
    HeldSenders(
            Leases leases,
            SenderTargets targets,
            SenderPolicies policies,
            TimeScale timeScale,
            LongSupplier nanos,
            IntConsumer changed) {
        this.leases = leases;
        this.targets = targets;
        this.policies = policies;
        this.timeScale = timeScale;
        this.nanos = nanos;
        this.changed = changed;
    }

    /** Renews, takes and gives back leases. @return the senders that are new */
    List<Sender> refresh() {
        Map<String, SenderTarget> all = targets.read();
        Leases.View view = leases.refresh(all.keySet());
        senders.values().removeIf(sender -> !sender.lease.equals(view.held().get(sender.lease.destination())));
        List<Sender> fresh = new ArrayList<>();
        view.held().forEach((destination, lease) -> {
            SenderTarget target = all.get(destination);
            if (target != null) {
                Sender sender = senders.computeIfAbsent(destination, key -> {
                    Sender made = newSender(lease, target);
                    fresh.add(made);
                    return made;
                });
                if (sender.target(target)) {
                    LOG.info(
                            "{} account {} is reached in another way from now on",
                            target.channel(),
                            target.account().name());
                    changed.accept(target.account().id());
                }
            }
        });
        unwanted.clear();
        unwanted.addAll(view.unwanted());
        unwanted.forEach(this::giveBackIfIdle);
        return fresh;
    }

    private void giveBackIfIdle(String destination) {
        Sender sender = senders.get(destination);
        if (sender != null && sender.idle()) {
            senders.remove(destination);
            leases.release(sender.lease);
            LOG.info("gave the lease of {} to the hub that should have it", destination);
        }
    }

    private Sender newSender(Lease lease, SenderTarget target) {
        SenderPolicy policy = target.account() == null ? SenderPolicy.QUEUE : policies.of(target.channel());
        CircuitBreakerConfig config = CircuitBreakerConfig.custom()
                .slidingWindowSize(20)
                .minimumNumberOfCalls(10)
                .failureRateThreshold(60)
                .permittedNumberOfCallsInHalfOpenState(3)
                .waitDurationInOpenState(timeScale.of(BREAKER_REST))
                .build();
        return new Sender(
                lease,
                target,
                policy,
                new Budgets(policy.budgets(), timeScale, nanos),
                CircuitBreaker.of(lease.destination(), config),
                new KeptWaiting(timeScale, nanos));
    }

    Collection<Sender> all() {
        return senders.values();
    }

    /** The sender of this destination; null when its lease is not held. */
    Sender find(String destination) {
        return senders.get(destination);
    }

    /** Whether the sender may start works: its destination is active and no other hub should have it. */
    boolean mayStart(Sender sender) {
        return sender.target().active() && !unwanted.contains(sender.lease.destination());
    }

    /** The state of each breaker, by destination. */
    Map<String, String> breakers() {
        Map<String, String> states = new HashMap<>();
        senders.forEach((destination, sender) ->
                states.put(destination, sender.breaker.getState().name()));
        return states;
    }
}
