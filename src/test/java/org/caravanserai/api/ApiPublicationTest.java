package org.caravanserai.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The first push of stock to an account is looked at and let go. */
class ApiPublicationTest {

    private static final String CONNECT =
            "{\"channel\":\"shopify\",\"account\":\"%s\",\"baseUrl\":\"http://127.0.0.1:1/%s\"%s}";

    private static ApiUnderTest api;

    @BeforeAll
    static void start() throws Exception {
        api = new ApiUnderTest();
        api.addCatalogue();
        api.jdbc.sql("insert into item (sku) values ('NEW')").update();
        api.jdbc.sql("update stock set counted_at = '2026-11-23T09:00:00Z'").update();
    }

    @AfterAll
    static void stop() throws Exception {
        api.close();
    }

    private static JsonNode connect(String account, String path, String more) throws Exception {
        return api.call(Role.ENGINEER, "POST", "/api/v1/accounts", CONNECT.formatted(account, path, more))
                .json();
    }

    @Test
    void whatThePushWouldChangeIsShownWithoutWhatWasNeverCounted() throws Exception {
        connect("north", "north", ",\"settings\":{\"stockBuffer\":1}");
        for (String sku : List.of("MUG", "TEA", "NEW")) {
            api.call(
                    Role.ENGINEER,
                    "PUT",
                    "/api/v1/items/" + sku,
                    "{\"listings\":[{\"channel\":\"shopify\",\"account\":\"north\",\"channelSku\":\"S-" + sku
                            + "\"}]}");
        }
        api.jdbc
                .sql("update listing set believed = 0 where channel_sku = 'S-TEA'")
                .update();
        String path = "/api/v1/accounts/shopify/north/publication";
        JsonNode page = api.get(Role.VIEWER, path + "?limit=2").json();
        assertThat(page.path("mode").asText()).isEqualTo("shadow");
        assertThat(page.path("confirmedAt").isNull()).isTrue();
        assertThat(page.path("figures").toString()).isEqualTo("{\"listings\":3,\"changes\":1,\"notCounted\":1}");
        assertThat(page.path("listings").toString())
                .isEqualTo(
                        "[{\"sku\":\"MUG\",\"product\":\"\",\"variant\":\"\",\"channelSku\":\"S-MUG\",\"shown\":null,\"target\":5,\"changes\":true},"
                                + "{\"sku\":\"TEA\",\"product\":\"\",\"variant\":\"\",\"channelSku\":\"S-TEA\",\"shown\":0,\"target\":0,\"changes\":false}]");
        JsonNode last = api.get(
                        Role.VIEWER, path + "?cursor=" + page.path("next").asText())
                .json();
        assertThat(last.at("/listings/0/target").isNull()).isTrue();
        assertThat(last.at("/listings/0/changes").asBoolean()).isFalse();
        assertThat(state("NEW")).isEqualTo("not_counted");
        assertThat(state("MUG")).isEqualTo("shadow");
        assertThat(api.call(Role.ENGINEER, "PUT", "/api/v1/accounts/shopify/north/mode", "{\"mode\":\"live\"}")
                        .json()
                        .path("stockConfirmedAt")
                        .isNull())
                .isTrue();
        assertThat(state("MUG")).isEqualTo("not_confirmed");
        api.call(Role.ENGINEER, "POST", path, null);
        assertThat(state("MUG")).isEqualTo("due");
        assertThat(state("NEW")).isEqualTo("not_counted");
        assertThat(api.call(Role.ENGINEER, "POST", "/api/v1/accounts/hub/api/publication", null)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aNewAccountIsInShadowAndAConfirmationHoldsWhileItIsLiveAtItsAddress() throws Exception {
        assertThat(connect("south", "south", "").path("mode").asText()).isEqualTo("shadow");
        assertThat(connect("south", "south", ",\"mode\":\"live\"").path("mode").asText())
                .isEqualTo("live");
        String path = "/api/v1/accounts/shopify/south/publication";
        api.call(Role.ENGINEER, "POST", path, null);
        JsonNode again = connect("south", "south", ",\"settings\":{\"location\":\"2\"}");
        assertThat(again.path("mode").asText()).as("left out: as it was").isEqualTo("live");
        assertThat(again.path("stockConfirmedAt").isNull()).isFalse();
        assertThat(connect("south", "elsewhere", "").path("stockConfirmedAt").isNull())
                .as("another address may be another shop")
                .isTrue();
        api.call(Role.ENGINEER, "POST", path, null);
        for (String mode : List.of("shadow", "live")) {
            api.call(Role.ENGINEER, "PUT", "/api/v1/accounts/shopify/south/mode", "{\"mode\":\"" + mode + "\"}");
        }
        assertThat(api.get(Role.VIEWER, path).json().path("confirmedAt").isNull())
                .as("it was away in the meantime")
                .isTrue();
    }

    @Test
    void aTestSaysWhatCameBackAlsoWhenNothingDid() throws Exception {
        api.addSecrets("shopify-far");
        connect("far", "far", "");
        Files.delete(api.secrets.resolve("shopify-far.access-token"));
        JsonNode said = api.call(Role.ENGINEER, "POST", "/api/v1/accounts/shopify/far/test", null)
                .json();
        assertThat(said.path("ok").asBoolean()).isFalse();
        assertThat(said.path("status").isNull()).isTrue();
        assertThat(said.path("message").asText())
                .isEqualTo(
                        "there is no valid secret or token for the channel: secret shopify-far.access-token is missing; its queue can be read");
        api.call(Role.ENGINEER, "POST", "/api/v1/accounts", "{\"channel\":\"b2b\",\"account\":\"acme\"}");
        assertThat(api.call(Role.ENGINEER, "POST", "/api/v1/accounts/b2b/acme/test", null)
                        .status())
                .isEqualTo(409);
    }

    private static String state(String sku) throws Exception {
        return api.get(Role.VIEWER, "/api/v1/items/" + sku)
                .json()
                .at("/listings/0/state")
                .asText();
    }
}
