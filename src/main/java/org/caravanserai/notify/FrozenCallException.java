package org.caravanserai.notify;

import java.io.IOException;

/** A call was laid out so long ago that the hub must have been frozen in between; it was not sent. */
final class FrozenCallException extends IOException {

    private static final long serialVersionUID = 1L;

    FrozenCallException() {
        super("the call was laid out too long ago to be sent now");
    }
}
