package org.caravanserai.access;

import java.util.List;

/** What those who hand out logins must know of the broker. */
public interface BrokerSide {

    /**
     * What a person changes in a file of a broker that keeps its logins itself.
     *
     * @param file its name, such as {@code artemis-users.properties}
     * @param change add: unless it is there; replace: the line of this key; remove: the line of this key
     * @param text one or several lines
     */
    record FileChange(String file, String change, String text) {}

    /**
     * The table of logins has changed, and its transaction is committed. Where this hub keeps the logins, they hold from when
     * this returns: connections with a login or a password that is no longer good are closed. Where another hub does, it sees
     * it by itself, within seconds.
     */
    void loginsChanged();

    /**
     * What a person changes in the files of a broker of one's own so that it knows a login, or knows it no more; empty where a
     * hub keeps the logins.
     *
     * @param book all logins as they are now
     * @param login the one that was made, got another password or was revoked
     * @param password in the clear; null for a login that was revoked
     */
    List<FileChange> files(LoginBook book, BrokerLogin login, String password);

    /** Where logins connect, {@code tcp://host:port}; empty when only the hub reaches it. */
    String address();
}
