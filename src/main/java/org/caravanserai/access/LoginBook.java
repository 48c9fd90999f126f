package org.caravanserai.access;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All logins as they were at one moment. Never changes: whoever holds it asks no database. */
public final class LoginBook {

    /** Nobody but the hub itself. */
    public static final LoginBook EMPTY = new LoginBook(Set.of());

    private final Map<String, BrokerLogin> byName;

    public LoginBook(Collection<BrokerLogin> logins) {
        byName = logins.stream().collect(Collectors.toUnmodifiableMap(BrokerLogin::name, Function.identity()));
    }

    /** Whose name and password these are; empty when they are nobody's, or of a login that was revoked. */
    public Optional<BrokerLogin> find(String name, String password) {
        return name == null || password == null
                ? Optional.empty()
                : Optional.ofNullable(byName.get(name))
                        .filter(login -> !login.revoked())
                        .filter(login -> login.password().matches(password));
    }

    /** Names of those that may be used and have this role, in order. */
    public List<String> names(LoginRole role) {
        return byName.values().stream()
                .filter(login -> login.role() == role && !login.revoked())
                .map(BrokerLogin::name)
                .sorted()
                .toList();
    }

    /** Names of those that may speak for this location, in order. */
    public List<String> names(String location) {
        return byName.values().stream()
                .filter(login -> login.speaksFor(location) && !login.revoked())
                .map(BrokerLogin::name)
                .sorted()
                .toList();
    }

    /** Locations that a login may speak for. */
    public Set<String> locations() {
        return byName.values().stream()
                .filter(login -> login.location() != null && !login.revoked())
                .map(BrokerLogin::location)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
