package org.caravanserai.outbox;

import java.util.Locale;
import org.caravanserai.base.ConfigException;

/** What may be done with an outward operation whose outcome nobody knows. */
public enum Repeat {
    /** It carries a key by which the other side knows it again: the same call is made again. */
    KEY,
    /** It can be looked up: wait until the other side has settled, look, act only if it is absent. The route looks first. */
    LOOKUP,
    /** It can be neither repeated nor looked up (money without a key, messages to people): a person decides. */
    NEVER;

    /** Reads {@code key}, {@code lookup} or {@code never}. */
    public static Repeat of(String text) {
        for (Repeat repeat : values()) {
            if (repeat.name().toLowerCase(Locale.ROOT).equals(text)) {
                return repeat;
            }
        }
        throw new ConfigException("repeat: " + text + " is none of key, lookup, never");
    }
}
