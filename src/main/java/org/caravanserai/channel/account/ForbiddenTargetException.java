package org.caravanserai.channel.account;

import java.net.UnknownHostException;

/** A host has an address to which the hub may not connect. Nothing was sent; the message says which, and how it may be let. */
public final class ForbiddenTargetException extends UnknownHostException {

    public ForbiddenTargetException(String message) {
        super(message);
    }
}
