package org.caravanserai.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.caravanserai.access.BrokerLogin;
import org.caravanserai.access.BrokerSide;
import org.caravanserai.access.LoginBook;
import org.caravanserai.access.LoginTable;
import org.caravanserai.api.ApiUnderTest.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Logins of the broker by the API; every answer is held against openapi.yaml on the way. */
class BrokerLoginAdminTest {

    private static final String PATH = "/api/v1/broker-logins";

    private static ApiUnderTest api;

    @BeforeAll
    static void start() throws Exception {
        api = new ApiUnderTest();
        api.addCatalogue();
    }

    @AfterAll
    static void stop() throws Exception {
        api.close();
    }

    @BeforeEach
    void nobody() {
        api.jdbc.sql("delete from broker_login").update();
        api.broker.changes = 0;
        api.broker.files = List.of();
    }

    @Test
    void theLoginOfALocationIsMadeWithAPasswordThatIsShownOnce() throws Exception {
        Answer made = create("{\"role\":\"warehouse\",\"location\":\"EAST\"}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().path("login").asText()).isEqualTo("warehouse-east");
        assertThat(made.json().path("address").asText()).startsWith("tcp://");
        String password = made.json().path("password").asText();
        assertThat(password).hasSize(32);
        BrokerLogin login = book().find("warehouse-east", password).orElseThrow();
        assertThat(login.speaksFor("EAST")).isTrue();
        assertThat(login.speaksFor("MAIN")).isFalse();
        assertThat(book().find("warehouse-east", password + "x")).isEmpty();
        assertThat(api.broker.changes).as("the broker was told").isEqualTo(1);

        assertThat(api.get(Role.ADMIN, PATH).json().toString())
                .contains("warehouse-east")
                .doesNotContain(password);
        for (String table : List.of("broker_login", "audit_row")) {
            assertThat(api.jdbc
                            .sql("select count(*) from " + table + " t where t::text like '%' || ? || '%'")
                            .param(password)
                            .query(Integer.class)
                            .single())
                    .as(table)
                    .isZero();
        }
    }

    @Test
    void aLoginGetsAnotherPasswordIsRevokedAndItsNameGivenAgain() throws Exception {
        String first = create("{\"login\":\"edi\",\"role\":\"warehouse\",\"location\":\"EAST\"}")
                .json()
                .path("password")
                .asText();
        Answer rotated = change("edi", "rotate");
        String second = rotated.json().path("password").asText();
        assertThat(book().find("edi", first)).isEmpty();
        assertThat(book().find("edi", second)).isPresent();

        Answer revoked = change("edi", "revoke");
        assertThat(revoked.json().has("password")).isFalse();
        assertThat(revoked.json().path("revokedBy").asText()).isEqualTo("user:admin-anna");
        assertThat(book().find("edi", second)).isEmpty();
        assertThat(api.broker.changes).isEqualTo(3);
        assertThat(change("edi", "revoke").json().path("revokedAt"))
                .as("once more")
                .isEqualTo(revoked.json().path("revokedAt"));
        assertThat(change("edi", "rotate").status()).isEqualTo(409);
        assertThat(api.get(Role.ADMIN, PATH).json().path("logins")).isEmpty();
        assertThat(api.get(Role.ADMIN, PATH + "?all=true&location=EAST").json().path("logins"))
                .hasSize(1);

        JsonNode again = create("{\"login\":\"edi\",\"role\":\"orders\"}").json();
        assertThat(again.path("location").isNull()).isTrue();
        assertThat(book().find("edi", again.path("password").asText())).isPresent();
        assertThat(api.jdbc
                        .sql("select action || ' ' || actor from audit_row where data like '%\"edi\"%' order by block")
                        .query(String.class)
                        .list())
                .containsExactly(
                        "login.created user:admin-anna",
                        "login.rotated user:admin-anna",
                        "login.revoked user:admin-anna",
                        "login.created user:admin-anna");
    }

    @Test
    void aNameInUseALocationThatIsNotThereAndARoleThatHasNoneAreNamed() throws Exception {
        create("{\"role\":\"warehouse\",\"location\":\"EAST\"}");
        assertThat(create("{\"role\":\"warehouse\",\"location\":\"EAST\"}").status())
                .isEqualTo(409);
        assertThat(create("{\"login\":\"east-2\",\"role\":\"warehouse\",\"location\":\"EAST\"}")
                        .status())
                .as("a second system of the location")
                .isEqualTo(201);
        for (String body : List.of(
                "{\"role\":\"warehouse\",\"location\":\"NOWHERE\"}",
                "{\"role\":\"warehouse\"}",
                "{\"login\":\"o\",\"role\":\"orders\",\"location\":\"EAST\"}")) {
            Answer answer = create(body);
            assertThat(answer.status()).as(body).isEqualTo(400);
            assertThat(answer.json().at("/errors/0/pointer").asText()).as(body).isEqualTo("/location");
        }
        for (String name : List.of("hub", "Hub", "a b", "a,b", "a.b", "", "x".repeat(64))) {
            assertThat(create("{\"login\":\"" + name + "\",\"role\":\"orders\"}")
                            .status())
                    .as(name)
                    .isEqualTo(400);
        }
        assertThat(change("nobody", "rotate").status()).isEqualTo(404);
        assertThat(change("nobody", "revoke").status()).isEqualTo(404);
    }

    @Test
    void whatToChangeAtABrokerOfOnesOwnIsInTheAnswer() throws Exception {
        api.broker.files = List.of(new BrokerSide.FileChange("artemis-users.properties", "replace", "erp = x"));
        JsonNode made = create("{\"login\":\"erp\",\"role\":\"orders\"}").json();
        assertThat(made.at("/files/0/text").asText()).isEqualTo("erp = x");
        assertThat(change("erp", "revoke").json().path("files")).hasSize(1);
    }

    private static LoginBook book() {
        return new LoginTable(api.jdbc).read();
    }

    private static Answer create(String body) throws Exception {
        return api.call(Role.ADMIN, "POST", PATH, body);
    }

    private static Answer change(String login, String what) throws Exception {
        return api.call(Role.ADMIN, "POST", PATH + "/" + login + "/" + what, null);
    }
}
