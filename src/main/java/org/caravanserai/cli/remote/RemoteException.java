package org.caravanserai.cli.remote;

/** The hub could not be asked or said no; the message is for the person at the terminal. */
public final class RemoteException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RemoteException(String message) {
        super(message);
    }
}
