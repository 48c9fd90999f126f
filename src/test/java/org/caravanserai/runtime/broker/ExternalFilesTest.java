package org.caravanserai.runtime.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.activemq.artemis.core.config.FileDeploymentManager;
import org.apache.activemq.artemis.core.config.impl.FileConfiguration;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.caravanserai.access.BrokerLogin;
import org.caravanserai.access.BrokerSide.FileChange;
import org.caravanserai.access.LoginBook;
import org.caravanserai.access.LoginRole;
import org.caravanserai.access.NewPassword;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person adds to the files of an Artemis of one's own gives a login there what it has at the embedded one. */
class ExternalFilesTest {

    private static final NewPassword PASSWORD = NewPassword.from(new SecureRandom());
    private static final BrokerLogin EAST = login("warehouse-east", LoginRole.WAREHOUSE, "EAST");
    private static final LoginBook BOOK = new LoginBook(
            List.of(EAST, login("warehouse-main", LoginRole.WAREHOUSE, "MAIN"), login("erp", LoginRole.ORDERS, null)));

    private static BrokerLogin login(String name, LoginRole role, String location) {
        return new BrokerLogin(name, role, location, PASSWORD.hash(), false);
    }

    @Test
    void theSettingOfALocationGivesTheRightsOfTheEmbeddedBroker(@TempDir Path directory) throws Exception {
        String setting = changed(PASSWORD.text()).get(4).text();
        Path file = directory.resolve("broker.xml");
        Files.writeString(
                file,
                Files.readString(Path.of("docker/artemis/broker.xml"))
                        .replace("</security-settings>", setting + "\n</security-settings>"));
        FileConfiguration external = new FileConfiguration();
        FileDeploymentManager files = new FileDeploymentManager(file.toUri().toString());
        files.addDeployable(external);
        files.readConfiguration();

        Set<String> embedded = rights(BrokerRights.location("EAST"));
        embedded.addAll(Set.of("hub CREATE_ADDRESS", "hub CREATE_DURABLE_QUEUE"));
        assertThat(rights(external.getSecurityRoles().get("hub.fulfilment.EAST")))
                .isEqualTo(embedded)
                .contains("warehouse.EAST CONSUME", "warehouse.EAST BROWSE")
                .doesNotContain("warehouse.EAST SEND");
        assertThat(external.isPopulateValidatedUser()).isTrue();
    }

    private static Set<String> rights(Set<Role> roles) {
        return roles.stream()
                .flatMap(role -> Set.of(CheckType.values()).stream()
                        .filter(right -> right.hasRole(role))
                        .map(right -> role.getName() + " " + right))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void usersAndRolesAreWholeLines() {
        assertThat(changed(PASSWORD.text()).stream().map(one -> one.file() + " " + one.change() + " " + one.text()))
                .startsWith(
                        "artemis-users.properties replace warehouse-east = " + PASSWORD.text(),
                        "artemis-roles.properties replace warehouse = warehouse-east,warehouse-main",
                        "artemis-roles.properties replace warehouse.EAST = warehouse-east",
                        "broker.xml add <populate-validated-user>true</populate-validated-user>");
    }

    @Test
    void whatWasRevokedIsTakenOut() {
        LoginBook book = new LoginBook(List.of(login("warehouse-main", LoginRole.WAREHOUSE, "MAIN")));
        assertThat(ExternalFiles.changes(book, EAST, null))
                .containsExactly(
                        new FileChange("artemis-users.properties", "remove", "warehouse-east"),
                        new FileChange("artemis-roles.properties", "replace", "warehouse = warehouse-main"),
                        new FileChange("artemis-roles.properties", "remove", "warehouse.EAST"));
    }

    private static List<FileChange> changed(String password) {
        return ExternalFiles.changes(BOOK, EAST, password);
    }
}
