package org.caravanserai.testbed.sandbox.http;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What can go wrong with one call, in the words of fault scripts. */
public enum Fault {

    /** Nothing. */
    OK("ok"),
    /** Refused for too many calls, in the channel's own form; nothing happened. */
    THROTTLED("429"),
    /** Refused by the edge with a plain HTTP 429 and Retry-After; nothing happened. */
    EDGE_429("http-429"),
    /** HTTP 500, nothing happened. */
    BROKEN_BEFORE("500-before"),
    /** HTTP 502 with an HTML body, nothing happened. */
    BAD_GATEWAY("502-html"),
    /** HTTP 200 with an HTML page (maintenance, firewall), nothing happened. */
    HTML_PAGE("200-html"),
    /** It happened, but the answer is HTTP 500. */
    BROKEN_AFTER("500-after-commit"),
    /** It happened, but the connection is cut before the answer. */
    CUT_AFTER("cut-after-commit"),
    /** The connection is cut, nothing happened and nothing will. */
    CUT_BEFORE("cut-before"),
    /** The connection is cut after a while, and it happens later still. */
    LATE("timeout-late-success");

    private final String word;

    Fault(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    /** @throws IllegalArgumentException naming the words that exist */
    public static Fault of(String word) {
        return Arrays.stream(values())
                .filter(f -> f.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown fault '" + word + "'; known are "
                        + Arrays.stream(values()).map(Fault::word).collect(Collectors.joining(", "))));
    }
}
