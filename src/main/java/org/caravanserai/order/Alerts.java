package org.caravanserai.order;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Codes that inform about an order and stop nothing, each once, in the order they were raised. */
public final class Alerts {

    private String codes;

    /** @param codes codes with one space between them, empty for none */
    public Alerts(String codes) {
        this.codes = codes;
    }

    public void raise(String code) {
        if (!has(code)) {
            codes = (codes + " " + code).strip();
        }
    }

    public void clear(String code) {
        codes = (" " + codes + " ").replace(" " + code + " ", " ").strip();
    }

    /** Forgets all but those: what an earlier statement was worth saying is not true for ever. */
    public void keepOnly(Set<String> kept) {
        codes = Arrays.stream(codes.split(" ")).filter(kept::contains).collect(Collectors.joining(" "));
    }

    public boolean has(String code) {
        return (" " + codes + " ").contains(" " + code + " ");
    }

    /** The codes with one space between them, as the database holds them. */
    @Override
    public String toString() {
        return codes;
    }
}
