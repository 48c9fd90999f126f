package org.caravanserai.testbed.sandbox.rest;

import java.util.List;
import java.util.function.BiFunction;
import org.caravanserai.testbed.sandbox.http.Answer;
import org.caravanserai.testbed.sandbox.http.Call;
import org.caravanserai.testbed.sandbox.state.Shop;

/** Finds the operation of a call, has it answered, and turns what is refused into the channel's own shape. */
public final class RestApi<R extends RestRoute> {

    private final RouteTable<R> routes;
    private final BiFunction<Shop, Call, ? extends Refusal> unknown;
    private final Operation<R> operation;

    /** Answers one call. */
    @FunctionalInterface
    public interface Operation<R> {
        /**
         * @param variables decoded, in the order of the path
         * @throws Refusal when the channel refuses the call
         */
        Answer answer(Shop shop, Call call, R route, List<String> variables);
    }

    /** @param unknown the refusal of a call that is no operation */
    public RestApi(R[] routes, BiFunction<Shop, Call, ? extends Refusal> unknown, Operation<R> operation) {
        this.routes = new RouteTable<>(routes);
        this.unknown = unknown;
        this.operation = operation;
    }

    /** The operation's name; {@code unknown} when it is none. */
    public String operation(Call call) {
        return routes.match(call).map(match -> match.route().operation()).orElse("unknown");
    }

    public Answer serve(Shop shop, Call call) {
        try {
            RouteTable.Match<R> match = routes.match(call).orElseThrow(() -> unknown.apply(shop, call));
            return operation.answer(shop, call, match.route(), match.variables());
        } catch (Refusal refusal) {
            return refusal.answer();
        }
    }
}
