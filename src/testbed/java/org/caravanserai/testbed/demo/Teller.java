package org.caravanserai.testbed.demo;

import java.io.PrintWriter;

/** Says how far it is: one line that is rewritten on a terminal, a new line each time elsewhere. */
final class Teller {

    private final PrintWriter out;
    private final boolean terminal;
    private String last = "";

    Teller(PrintWriter out) {
        this.out = out;
        this.terminal = System.console() != null;
    }

    void say(String line) {
        done();
        out.println(line);
        out.flush();
    }

    /** Shown in place of the last progress on a terminal. */
    void progress(String line) {
        if (!terminal) {
            if (!line.substring(Math.min(8, line.length())).equals(last.substring(Math.min(8, last.length())))) {
                out.println(line);
            }
        } else {
            out.print("\r" + line + " ".repeat(Math.max(0, last.length() - line.length())));
        }
        last = line;
        out.flush();
    }

    /** What is said next stands on a line of its own. */
    private void done() {
        if (terminal && !last.isEmpty()) {
            out.println();
        }
        last = "";
    }
}
