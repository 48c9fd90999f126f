package org.caravanserai.runtime.broker;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.Subject;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager5;
import org.apache.activemq.artemis.spi.core.security.jaas.RolePrincipal;
import org.apache.activemq.artemis.spi.core.security.jaas.UserPrincipal;
import org.caravanserai.access.BrokerLogin;
import org.caravanserai.access.LoginBook;

/**
 * Says who may use the embedded broker: the hub's own user, and the logins of a book that is exchanged as a whole while
 * connections come and go. The broker asks at every operation and remembers nothing, so that another book holds at once; no
 * answer needs the database.
 */
public final class LoginSecurityManager implements ActiveMQSecurityManager5 {

    private final byte[] hubPassword;
    private final Counter strangers;
    private final Counter trespasses;
    private volatile LoginBook book;

    /** @param hubPassword of the user {@code hub} */
    public LoginSecurityManager(String hubPassword, LoginBook book, MeterRegistry meters) {
        this.hubPassword = hubPassword.getBytes(StandardCharsets.UTF_8);
        this.book = book;
        this.strangers = refused(meters, "login");
        this.trespasses = refused(meters, "right");
    }

    private static Counter refused(MeterRegistry meters, String why) {
        return Counter.builder("hub.broker.refused")
                .description(
                        "What the embedded broker refused: an unknown login or password, or what a login has no right to")
                .tag("why", why)
                .register(meters);
    }

    /** From now on these are the logins. */
    void admit(LoginBook next) {
        book = next;
    }

    /** Whether these are the name and the password of somebody, now. */
    boolean knows(String user, String password) {
        return roles(user, password).isPresent();
    }

    private Optional<Set<String>> roles(String user, String password) {
        if (BrokerRights.HUB.equals(user)) {
            return password != null && MessageDigest.isEqual(hubPassword, password.getBytes(StandardCharsets.UTF_8))
                    ? Optional.of(Set.of(BrokerRights.HUB))
                    : Optional.empty();
        }
        return book.find(user, password).map(BrokerLogin::roles);
    }

    @Override
    public Subject authenticate(String user, String password, RemotingConnection connection, String domain) {
        Optional<Set<String>> roles = roles(user, password);
        if (roles.isEmpty()) {
            strangers.increment();
            return null;
        }
        Subject subject = new Subject();
        subject.getPrincipals().add(new UserPrincipal(user));
        roles.get().forEach(role -> subject.getPrincipals().add(new RolePrincipal(role)));
        return subject;
    }

    @Override
    public boolean authorize(Subject subject, Set<Role> roles, CheckType check, String address) {
        boolean may = subject != null
                && roles.stream()
                        .filter(check::hasRole)
                        .anyMatch(role -> subject.getPrincipals().contains(new RolePrincipal(role.getName())));
        if (!may) {
            trespasses.increment();
        }
        return may;
    }

    @Override
    public boolean validateUser(String user, String password) {
        return knows(user, password);
    }

    @Override
    public boolean validateUserAndRole(String user, String password, Set<Role> roles, CheckType check) {
        return authorize(authenticate(user, password, null, null), roles, check, null);
    }
}
