package org.caravanserai.runtime.home;

/** Short waits between looks at something outside the JVM that cannot tell us. */
public final class Pauses {

    private Pauses() {}

    /** Waits; on interruption returns at once and keeps the mark. */
    public static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
