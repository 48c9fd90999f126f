package org.caravanserai.api;

import java.util.List;
import org.caravanserai.access.BrokerLogin;
import org.caravanserai.access.BrokerSide;
import org.caravanserai.access.LoginBook;

/** A broker that counts how often it was told that the logins have changed. */
final class FakeBrokerSide implements BrokerSide {

    int changes;
    List<FileChange> files = List.of();

    @Override
    public void loginsChanged() {
        changes++;
    }

    @Override
    public List<FileChange> files(LoginBook book, BrokerLogin login, String password) {
        return files;
    }

    @Override
    public String address() {
        return "tcp://127.0.0.1:61616";
    }
}
