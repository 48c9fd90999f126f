package org.caravanserai.order;

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

    public boolean has(String code) {
        return (" " + codes + " ").contains(" " + code + " ");
    }

    /** The codes with one space between them, as the database holds them. */
    @Override
    public String toString() {
        return codes;
    }
}
