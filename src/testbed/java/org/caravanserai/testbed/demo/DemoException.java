package org.caravanserai.testbed.demo;

/** The demo cannot go on; the message says why and is meant for people. */
public final class DemoException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DemoException(String message) {
        super(message);
    }
}
