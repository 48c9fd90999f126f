package org.caravanserai.testbed.sandbox.rest;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.caravanserai.testbed.sandbox.http.Call;

/** The {@code Link} header of a page: its neighbours as the same call with another place in the list (RFC 8288). */
public final class LinkHeader {

    private final String base;
    private final Call call;
    private final String parameter;
    private final List<String> links = new ArrayList<>();

    /**
     * @param base scheme and host
     * @param parameter the one that tells the place
     */
    public LinkHeader(String base, Call call, String parameter) {
        this.base = base;
        this.call = call;
        this.parameter = parameter;
    }

    public LinkHeader add(String place, String rel) {
        StringBuilder url = new StringBuilder(base)
                .append(call.rawPath())
                .append('?')
                .append(parameter)
                .append('=')
                .append(encode(place));
        call.query().forEach((name, values) -> {
            if (!name.equals(parameter)) {
                values.forEach(value ->
                        url.append('&').append(encode(name)).append('=').append(encode(value)));
            }
        });
        links.add("<" + url + ">; rel=\"" + rel + "\"");
        return this;
    }

    /** The header's value; empty without a neighbour. */
    public String value() {
        return String.join(", ", links);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
