package org.caravanserai.cli.demo;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs another main class for as long as the process that started it lives: its standard input is a pipe whose other end
 * closes with the parent, however that ends. Then this process stops the way SIGTERM stops it.
 */
public final class Leash {

    private Leash() {}

    /** @param arguments the main class, then its own arguments */
    public static void main(String[] arguments) throws Throwable {
        Thread watch = new Thread(Leash::waitForParent, "leash");
        watch.setDaemon(true);
        watch.start();
        try {
            Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object)
                    Arrays.copyOfRange(arguments, 1, arguments.length));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static void waitForParent() {
        try {
            while (System.in.read() >= 0) {
                // nothing is ever said; only the end counts
            }
        } catch (IOException e) {
            // a broken pipe is an end as well
        }
        System.exit(0);
    }
}
