package org.caravanserai.testbed.sandbox.rest;

import java.util.regex.Pattern;
import org.caravanserai.testbed.sandbox.http.Call;

/** One operation of a REST channel; each channel lists its own as an enum. */
public interface RestRoute {

    /** What the operation is recognised by. */
    Shape shape();

    /**
     * @param operation name in fault scripts and in the ledger
     * @param path of the part behind the shop; its groups are the route's variables
     */
    record Shape(String operation, String method, Pattern path) {

        /** @param path a regular expression */
        public static Shape of(String operation, String method, String path) {
            return new Shape(operation, method, Pattern.compile(path));
        }
    }

    default String operation() {
        return shape().operation();
    }

    /** Whether the route takes calls of this method. */
    default boolean takes(String method) {
        return shape().method().equals(method);
    }

    /** The path that is matched: still percent-encoded, so that a variable may hold a slash. */
    default String path(Call call) {
        return call.rawPath();
    }
}
