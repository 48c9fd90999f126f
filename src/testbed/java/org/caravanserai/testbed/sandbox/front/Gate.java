package org.caravanserai.testbed.sandbox.front;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.caravanserai.testbed.sandbox.channel.SandboxChannel;
import org.caravanserai.testbed.sandbox.channel.World;
import org.caravanserai.testbed.sandbox.http.Answer;
import org.caravanserai.testbed.sandbox.http.Call;
import org.caravanserai.testbed.sandbox.http.Fault;
import org.caravanserai.testbed.sandbox.state.Shop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets a call through to its channel, or makes it go wrong in the way the fault script says. */
final class Gate {

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    /** How long a call that times out is held before its connection is cut, in documented time. */
    private static final Duration HELD = Duration.ofSeconds(10);
    /** When, after that, it happens all the same; below the hub's settling time of 60 s. */
    private static final Duration LATER = Duration.ofSeconds(25);

    private final World world;

    Gate(World world) {
        this.world = world;
    }

    /** The answer, or empty when the connection is to be cut without one. */
    Optional<Answer> pass(Shop shop, Call call) throws InterruptedException {
        SandboxChannel channel = world.channel(shop.channel);
        String operation = channel.operation(shop, call);
        Fault fault = world.faults().next(shop.key(), operation);
        return switch (fault) {
            case OK -> Optional.of(counted(shop, operation, serve(channel, shop, call)));
            case THROTTLED ->
                Optional.of(
                        counted(shop, operation, channel.throttled(shop, call).as("fault:429")));
            case EDGE_429 ->
                Optional.of(counted(
                        shop,
                        operation,
                        Answer.empty(429).with("Retry-After", "1").as("fault:http-429")));
            case BROKEN_BEFORE ->
                Optional.of(counted(shop, operation, broken(500).as("fault:500-before")));
            case BAD_GATEWAY ->
                Optional.of(
                        counted(shop, operation, html(502, "502 Bad Gateway").as("fault:502-html")));
            case HTML_PAGE ->
                Optional.of(counted(
                        shop,
                        operation,
                        html(200, "Briefly unavailable for scheduled maintenance")
                                .as("fault:200-html")));
            case BROKEN_AFTER -> {
                serve(channel, shop, call);
                yield Optional.of(counted(shop, operation, broken(500).as("fault:500-after-commit")));
            }
            case CUT_AFTER -> {
                serve(channel, shop, call);
                counted(shop, operation, broken(0).as("fault:cut-after-commit"));
                yield Optional.empty();
            }
            case CUT_BEFORE -> {
                counted(shop, operation, broken(0).as("fault:cut-before"));
                yield Optional.empty();
            }
            case LATE -> {
                counted(shop, operation, broken(0).as("fault:timeout-late-success"));
                world.later(shop, HELD.plus(LATER), () -> serve(channel, shop, call));
                Thread.sleep(world.clock().real(HELD).toMillis());
                yield Optional.empty();
            }
        };
    }

    private Answer serve(SandboxChannel channel, Shop shop, Call call) {
        try {
            AtomicReference<Answer> answer = new AtomicReference<>();
            synchronized (shop) {
                world.journal().together(() -> answer.set(channel.serve(shop, call)));
            }
            return answer.get();
        } catch (RuntimeException e) {
            LOG.error("{} {} {} failed in the sandbox itself", call.method(), shop.key(), call.path(), e);
            return broken(500).as("sandbox-error");
        }
    }

    private Answer counted(Shop shop, String operation, Answer answer) {
        world.calls().count(shop, operation, answer.outcome());
        return answer;
    }

    private static Answer broken(int status) {
        return Answer.json(status, SandboxJson.object().put("errors", "Internal Server Error"));
    }

    private static Answer html(int status, String title) {
        return new Answer(
                status,
                Map.of("Content-Type", "text/html"),
                ("<html><body><h1>" + title + "</h1></body></html>").getBytes(StandardCharsets.UTF_8),
                String.valueOf(status));
    }
}
