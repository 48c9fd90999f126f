package org.caravanserai.runtime.home;

/** A database or broker login. Never printed. */
public record Credentials(String user, String password) {

    @Override
    public String toString() {
        return user;
    }
}
