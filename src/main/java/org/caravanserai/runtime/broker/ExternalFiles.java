package org.caravanserai.runtime.broker;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.caravanserai.access.BrokerLogin;
import org.caravanserai.access.BrokerSide.FileChange;
import org.caravanserai.access.LoginBook;
import org.caravanserai.access.LoginRole;

/**
 * The lines with which an Artemis of one's own knows a login of ours: {@code broker.xml} who may do what, and who sent a
 * message; {@code artemis-users.properties} the password; {@code artemis-roles.properties} who has which role. The rights are
 * those of {@link BrokerRights}.
 */
public final class ExternalFiles {

    private static final String BROKER = "broker.xml";
    private static final String USERS = "artemis-users.properties";
    private static final String ROLES = "artemis-roles.properties";

    /** What the hub needs besides, over the wire, to make the queues of its locations. */
    private static final Set<CheckType> DECLARING = Set.of(CheckType.CREATE_ADDRESS, CheckType.CREATE_DURABLE_QUEUE);

    private ExternalFiles() {}

    /** @param password in the clear; null when the login was revoked */
    static List<FileChange> changes(LoginBook book, BrokerLogin login, String password) {
        List<FileChange> changes = new ArrayList<>();
        changes.add(
                password == null
                        ? new FileChange(USERS, "remove", login.name())
                        : new FileChange(USERS, "replace", login.name() + " = " + password));
        changes.add(roleLine(login.role().word(), book.names(login.role())));
        if (login.location() != null) {
            changes.add(roleLine(LoginRole.at(login.location()), book.names(login.location())));
        }
        if (password != null) {
            changes.add(new FileChange(BROKER, "add", "<populate-validated-user>true</populate-validated-user>"));
            if (login.location() != null) {
                changes.add(new FileChange(BROKER, "add", locationSetting(login.location())));
            }
        }
        return changes;
    }

    private static FileChange roleLine(String role, List<String> names) {
        return names.isEmpty()
                ? new FileChange(ROLES, "remove", role)
                : new FileChange(ROLES, "replace", role + " = " + String.join(",", names));
    }

    /** The {@code security-setting} of the queue of a location. */
    public static String locationSetting(String code) {
        Set<Role> roles = BrokerRights.location(code);
        return Stream.of(
                        Stream.of("<security-setting match=\"" + QueueNames.fulfilment(code) + "\">"),
                        Arrays.stream(CheckType.values()).flatMap(right -> permission(right, roles)),
                        Stream.of("</security-setting>"))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n"));
    }

    private static Stream<String> permission(CheckType right, Set<Role> roles) {
        String names = roles.stream()
                .filter(role ->
                        right.hasRole(role) || role.getName().equals(BrokerRights.HUB) && DECLARING.contains(right))
                .map(Role::getName)
                .sorted(Comparator.naturalOrder())
                .collect(Collectors.joining(","));
        return names.isEmpty()
                ? Stream.empty()
                : Stream.of("  <permission type=\"" + word(right) + "\" roles=\"" + names + "\"/>");
    }

    /** {@code createDurableQueue} of {@code CREATE_DURABLE_QUEUE}. */
    private static String word(CheckType right) {
        String[] words = right.name().toLowerCase(java.util.Locale.ROOT).split("_");
        return words[0]
                + Arrays.stream(words)
                        .skip(1)
                        .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                        .collect(Collectors.joining());
    }
}
