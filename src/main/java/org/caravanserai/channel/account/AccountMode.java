package org.caravanserai.channel.account;

import java.util.Locale;

/** How far the hub acts for an account. */
public enum AccountMode {
    /** Not connected: its webhooks are unknown, nothing is fetched or told. */
    OFF,
    /** Takes in, translates and decides, records what it would send and sends nothing that changes the channel. */
    SHADOW,
    /** Everything. */
    LIVE;

    /** The word in the database and in the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException for any other word than off, shadow and live */
    public static AccountMode of(String word) {
        for (AccountMode mode : values()) {
            if (mode.word().equals(word)) {
                return mode;
            }
        }
        throw new IllegalArgumentException("mode " + word + " is none of off, shadow, live");
    }
}
