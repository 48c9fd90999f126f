package org.caravanserai.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.caravanserai.api.ApiUnderTest.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Items, locations and accounts are changed and shown. */
class ApiCatalogueTest {

    private static ApiUnderTest api;
    private static int account;
    private static long order;

    @BeforeAll
    static void start() throws Exception {
        api = new ApiUnderTest();
        api.addCatalogue();
        account = api.account("shopify", "main");
        order = api.order(account, "6001", "#1001", Instant.parse("2026-11-23T10:00:00Z"));
    }

    @AfterAll
    static void stop() throws Exception {
        api.close();
    }

    @Test
    void anItemIsAddedChangedAndShownWithItsListings() throws Exception {
        api.account("amazon", "uk");
        String path = "/api/v1/items/CUP%20%C3%A9";
        Answer made = api.call(
                Role.ENGINEER,
                "PUT",
                path,
                "{\"title\":\"Cup\",\"listings\":[{\"channel\":\"amazon\",\"account\":\"uk\",\"channelSku\":\"A-1\","
                        + "\"reference\":{\"productType\":\"CUP\"}}],\"mappings\":[{\"channel\":\"amazon\",\"account\":\"uk\",\"channelSku\":\"OLD-1\"}]}");
        assertThat(made.status()).isEqualTo(200);
        assertThat(made.json().at("/listings/0/reference/productType").asText()).isEqualTo("CUP");
        Answer titled = api.call(Role.ENGINEER, "PUT", path, "{\"title\":\"Tea cup\"}");
        assertThat(titled.json().path("listings")).hasSize(1);
        Answer other = api.call(
                Role.ENGINEER,
                "PUT",
                "/api/v1/items/OTHER",
                "{\"listings\":[{\"channel\":\"amazon\",\"account\":\"uk\",\"channelSku\":\"A-1\"}]}");
        assertThat(other.status()).isEqualTo(409);
        assertThat(api.get(Role.VIEWER, "/api/v1/items/OTHER").status()).isEqualTo(404);
        api.call(Role.ENGINEER, "PUT", path, "{\"stocked\":false}");
        assertThat(api.call(Role.ENGINEER, "PUT", path, "{}")
                        .json()
                        .path("stocked")
                        .asBoolean())
                .as("what is not named stays")
                .isFalse();
        Answer emptied = api.call(Role.ENGINEER, "PUT", path, "{\"listings\":[],\"mappings\":[]}");
        assertThat(emptied.json().path("listings")).isEmpty();
        assertThat(emptied.json().path("mappings")).isEmpty();
        assertThat(emptied.json().path("title").asText()).isEqualTo("Tea cup");
        assertThat(api.call(
                                Role.ENGINEER,
                                "PUT",
                                path,
                                "{\"listings\":[{\"channel\":\"amazon\",\"account\":\"nope\",\"channelSku\":\"A-1\"}]}")
                        .status())
                .isEqualTo(400);
        assertThat(api.get(Role.VIEWER, "/api/v1/items?limit=1").json().path("items"))
                .hasSize(1);
    }

    @Test
    void whatHasNoSkuIsMappedByProductAndVariant() throws Exception {
        api.account("woocommerce", "shop");
        String start = "{\"mappings\":[{\"channel\":\"woocommerce\",\"account\":\"shop\"";
        Answer made = api.call(
                Role.ENGINEER,
                "PUT",
                "/api/v1/items/TIP",
                start.replaceFirst("^\\{", "{\"stocked\":false,") + ",\"product\":\"311\",\"variant\":\"399\"}]}");
        assertThat(made.status()).isEqualTo(200);
        assertThat(made.json().path("stocked").asBoolean()).isFalse();
        assertThat(made.json().at("/mappings/0/variant").asText()).isEqualTo("399");
        assertThat(made.json().at("/mappings/0/channelSku").asText()).isEmpty();
        Answer other = api.call(
                Role.ENGINEER, "PUT", "/api/v1/items/ELSE", start + ",\"product\":\"311\",\"variant\":\"399\"}]}");
        assertThat(other.status()).isEqualTo(409);
        Answer nothing = api.call(Role.ENGINEER, "PUT", "/api/v1/items/ELSE", start + "}]}");
        assertThat(nothing.status()).isEqualTo(400);
        assertThat(nothing.json().toString()).contains("/mappings/0");
    }

    @Test
    void aLocationIsAddedChangedAndShown() throws Exception {
        assertThat(api.call(
                                Role.ENGINEER,
                                "PUT",
                                "/api/v1/locations/WEST",
                                "{\"name\":\"West\",\"priority\":5,\"country\":\"US\"}")
                        .status())
                .isEqualTo(200);
        assertThat(api.get(Role.VIEWER, "/api/v1/locations/WEST")
                        .json()
                        .path("priority")
                        .asInt())
                .isEqualTo(5);
        assertThat(api.get(Role.VIEWER, "/api/v1/locations")
                        .json()
                        .at("/locations/0/code")
                        .asText())
                .isEqualTo("WEST");
        assertThat(api.call(Role.ENGINEER, "PUT", "/api/v1/locations/WEST", "{\"active\":false}")
                        .json()
                        .toString())
                .as("what is not named stays")
                .isEqualTo("{\"code\":\"WEST\",\"name\":\"West\",\"priority\":5,\"country\":\"US\",\"active\":false}");
        assertThat(api.call(Role.ENGINEER, "PUT", "/api/v1/locations/NEW", "{}")
                        .json()
                        .toString())
                .as("a new one has the defaults")
                .isEqualTo("{\"code\":\"NEW\",\"name\":\"NEW\",\"priority\":100,\"country\":\"\",\"active\":true}");
        assertThat(api.call(Role.ENGINEER, "PUT", "/api/v1/locations/west", "{\"name\":\"West\"}")
                        .status())
                .isEqualTo(400);
        assertThat(api.get(Role.VIEWER, "/api/v1/locations/NOWHERE").status()).isEqualTo(404);
    }

    @Test
    void anAccountIsConnectedSwitchedPausedAndResumed() throws Exception {
        String body =
                "{\"channel\":\"shopify\",\"account\":\"north\",\"baseUrl\":\"http://127.0.0.1:1/shopify/north\",\"mode\":\"shadow\",\"settings\":{\"location\":\"1\"}}";
        Answer made = api.call(Role.ENGINEER, "POST", "/api/v1/accounts", body);
        assertThat(made.status()).isEqualTo(200);
        assertThat(made.json().path("secretRef").asText()).isEqualTo("shopify-north");
        assertThat(api.call(Role.ENGINEER, "PUT", "/api/v1/accounts/shopify/north/mode", "{\"mode\":\"off\"}")
                        .json()
                        .path("mode")
                        .asText())
                .isEqualTo("off");
        assertThat(api.call(Role.OPERATOR, "POST", "/api/v1/accounts/shopify/north/pause", null)
                        .json()
                        .path("paused")
                        .asBoolean())
                .isTrue();
        assertThat(api.call(Role.OPERATOR, "POST", "/api/v1/accounts/shopify/north/resume", null)
                        .json()
                        .path("paused")
                        .asBoolean())
                .isFalse();
        assertThat(api.call(Role.OPERATOR, "POST", "/api/v1/accounts/shopify/none/pause", null)
                        .status())
                .isEqualTo(404);
        for (String url : List.of("http://shop.example", "https://user:pw@shop.example", "ftp://x", "https://x/?a=b")) {
            assertThat(api.call(
                                    Role.ENGINEER,
                                    "POST",
                                    "/api/v1/accounts",
                                    body.replace("http://127.0.0.1:1/shopify/north", url))
                            .status())
                    .as(url)
                    .isEqualTo(400);
        }
        Answer misspelt = api.call(
                Role.ENGINEER, "POST", "/api/v1/accounts", body.replace("\"location\":\"1\"", "\"counts\":\"unit\""));
        assertThat(misspelt.status()).isEqualTo(400);
        assertThat(misspelt.json().toString()).contains("/settings/counts", "units, line or order");
        assertThat(api.call(Role.ENGINEER, "POST", "/api/v1/accounts", body.replace("shopify\"", "hub\""))
                        .status())
                .isEqualTo(409);
        assertThat(api.call(Role.ENGINEER, "PUT", "/api/v1/accounts/hub/api/mode", "{\"mode\":\"off\"}")
                        .status())
                .isEqualTo(404);
        api.get(Role.VIEWER, "/api/v1/accounts")
                .json()
                .path("accounts")
                .forEach(one -> assertThat(one.path("channel").asText()).isNotEqualTo("hub"));
        assertThat(api.jdbc
                        .sql(
                                "select action from audit_row where action like 'account.%' and data like '%north%' order by block, pos")
                        .query(String.class)
                        .list())
                .containsExactly("account.connected", "account.mode", "account.paused", "account.resumed");
    }

    private Answer connect(String body) throws Exception {
        return api.call(Role.ENGINEER, "POST", "/api/v1/accounts", body.replace('\'', '"'));
    }

    private List<String> wrong(String body) throws Exception {
        Answer refused = connect(body);
        assertThat(refused.status()).as(refused.json().toString()).isEqualTo(400);
        return refused.json().path("errors").findValuesAsText("pointer").stream()
                .sorted()
                .toList();
    }

    /** What is missing is named, each thing of it, and where it belongs. */
    @Test
    void anAccountIsNotConnectedWithoutWhatItNeeds() throws Exception {
        assertThat(wrong("{'channel':'shopfy','account':'x','baseUrl':'http://127.0.0.1:1'}"))
                .containsExactly("/channel");
        assertThat(connect("{'channel':'shopfy','account':'x','baseUrl':'http://127.0.0.1:1'}")
                        .json()
                        .toString())
                .contains("there is no channel shopfy", "shopify");
        assertThat(wrong("{'channel':'amazon','account':'bare'}"))
                .containsExactly(
                        "/baseUrl",
                        "/secretRef",
                        "/secretRef",
                        "/secretRef",
                        "/settings/marketplaceId",
                        "/settings/sellerId");
        String queue = "{'channel':'amazon','account':'bare','baseUrl':'http://127.0.0.1:1','settings':"
                + "{'sellerId':'A1','marketplaceIds':['M1'],'queuePath':'/1/orders'}%s}";
        assertThat(connect(queue.formatted("")).json().toString())
                .contains("no secret amazon-bare.refresh-token: put it into "
                        + api.secrets.resolve("amazon-bare.refresh-token"))
                .contains("amazon-bare.aws-access-key-id")
                .doesNotContain("/settings/");
        assertThat(connect(queue.formatted(",'mode':'off'")).status())
                .as("may wait")
                .isEqualTo(200);
        assertThat(api.call(Role.ENGINEER, "PUT", "/api/v1/accounts/amazon/bare/mode", "{\"mode\":\"shadow\"}")
                        .status())
                .as("not for ever")
                .isEqualTo(400);
        assertThat(connect("{'channel':'erp','account':'depot'}").status())
                .as("messages and files")
                .isEqualTo(200);
    }

    /** Else an engineer could have another account's credentials sent to an address of his own. */
    @Test
    void aSecretBelongsToOneAccount() throws Exception {
        String one =
                "{'channel':'woocommerce','account':'%s','baseUrl':'http://127.0.0.1:1','secretRef':'woocommerce-garden'}";
        assertThat(connect(one.formatted("garden")).status()).isEqualTo(200);
        Answer refused = connect(one.formatted("evil"));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().path("detail").asText())
                .contains("are those of woocommerce/garden, and a secret belongs to one account");
        assertThat(connect(one.formatted("garden")).status()).as("its own").isEqualTo(200);
    }
}
