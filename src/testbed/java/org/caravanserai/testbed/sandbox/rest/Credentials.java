package org.caravanserai.testbed.sandbox.rest;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.caravanserai.testbed.sandbox.http.Call;

/** What callers prove themselves with, as HTTP carries it. */
public final class Credentials {

    private Credentials() {}

    /** {@code user:password} of HTTP Basic; "" when it is no base64, null when the call carries no Basic header. */
    public static String basic(Call call) {
        String header = call.header("authorization");
        if (header == null || !header.startsWith("Basic ")) {
            return null;
        }
        try {
            return new String(Base64.getDecoder().decode(header.substring(6).trim()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException wrong) {
            return "";
        }
    }

    /** The fields of a form; none when the body is no form. */
    public static Map<String, String> form(Call call) {
        Map<String, String> form = new HashMap<>();
        String type = call.header("content-type");
        if (type != null && type.startsWith("application/x-www-form-urlencoded")) {
            for (String pair : new String(call.body(), StandardCharsets.UTF_8).split("&")) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    form.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
                }
            }
        }
        return form;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
