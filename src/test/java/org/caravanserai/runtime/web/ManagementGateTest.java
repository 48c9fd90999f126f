package org.caravanserai.runtime.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManagementGateTest {

    private final ManagementGate gate = new ManagementGate("good"::equals);

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "127.0.0.1, /observe/metrics,      -,             200",
                "::1,       /observe/health/ready, -,             200",
                "10.0.0.7,  /observe/metrics,      Bearer good,   200",
                "10.0.0.7,  /observe/health/live,  -,             200",
                "10.0.0.7,  /observe/metrics,      -,             401",
                "10.0.0.7,  /observe/health,       -,             401",
                "10.0.0.7,  /observe/health/ready, Bearer wrong,  401",
                "10.0.0.7,  /observe/metrics,      Basic good,    401",
                "10.0.0.7,  /observe/metrics,      bearer good,   401",
                "10.0.0.7,  /observe/health/live/, -,             401",
            })
    void callersFromOtherMachinesNeedATokenForAllButLiveness(
            String from, String path, String authorization, int expected) throws Exception {
        assertThat(status(from, path, authorization)).isEqualTo(expected);
    }

    @Test
    void aForwardedAddressIsNotBelieved() throws Exception {
        assertThat(status("10.0.0.7", "/observe/metrics", null)).isEqualTo(401);
    }

    private int status(String from, String path, String authorization) throws Exception {
        AtomicInteger status = new AtomicInteger(0);
        HttpServletRequest request = proxy(HttpServletRequest.class, (method, argument) -> switch (method) {
            case "getRemoteAddr" -> from;
            case "getRequestURI" -> path;
            case "getHeader" ->
                argument.equals("Authorization")
                        ? authorization
                        : argument.equals("X-Forwarded-For") ? "127.0.0.1" : null;
            default -> null;
        });
        HttpServletResponse response = proxy(HttpServletResponse.class, (method, argument) -> {
            if (method.equals("sendError")) {
                status.set((Integer) argument);
            }
            return null;
        });
        gate.doFilter(request, response, (passedRequest, passedResponse) -> status.set(200));
        return status.get();
    }

    private interface Answers {
        Object answer(String method, Object firstArgument);
    }

    private static <T> T proxy(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) ->
                        answers.answer(method.getName(), arguments == null ? null : arguments[0])));
    }
}
