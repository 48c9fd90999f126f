package org.caravanserai.testbed.sandbox.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.IntNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.caravanserai.testbed.sandbox.http.Answer;
import org.caravanserai.testbed.sandbox.http.Call;
import org.caravanserai.testbed.sandbox.state.Shop;
import org.junit.jupiter.api.Test;

/** What REST channels share, with a channel of two operations. */
class RestTest {

    private static final class No extends Refusal {
        private static final long serialVersionUID = 1L;

        private No(String code) {
            super(400, code, code);
        }

        @Override
        public Answer answer() {
            return Answer.empty(status()).as(code());
        }
    }

    private enum Two implements RestRoute {
        LIST("list", "GET", "/things"),
        ONE("one", "GET", "/things/([^/]+)");

        private final Shape shape;

        Two(String operation, String method, String path) {
            shape = Shape.of(operation, method, path);
        }

        @Override
        public Shape shape() {
            return shape;
        }
    }

    private final RestApi<Two> api =
            new RestApi<>(Two.values(), (shop, call) -> new No("no-route"), (shop, call, route, variables) -> {
                if (variables.contains("gone")) {
                    throw new No("gone");
                }
                return Answer.empty(200).as(route + " " + variables);
            });

    private static Call call(String method, String path, Map<String, List<String>> query, String type, String body) {
        return new Call(method, path, path, query, Map.of("content-type", type), body.getBytes(StandardCharsets.UTF_8));
    }

    private static Call get(String path, Map<String, List<String>> query) {
        return call("GET", path, query, "", "");
    }

    @Test
    void aCallFindsItsOperationAndItsVariablesAreDecoded() {
        Call call = get("/things/A%2F1+", Map.of());
        assertThat(api.operation(call)).isEqualTo("one");
        assertThat(api.serve(new Shop(), call).outcome()).isEqualTo("ONE [A/1+]");
        assertThat(api.serve(new Shop(), get("/things", Map.of())).outcome()).isEqualTo("LIST []");
    }

    @Test
    void whatIsNoOperationAndWhatIsRefusedIsAnsweredInTheChannelsShape() {
        Call post = call("POST", "/things", Map.of(), "", "");
        assertThat(api.operation(post)).isEqualTo("unknown");
        assertThat(api.serve(new Shop(), post))
                .extracting(Answer::status, Answer::outcome)
                .containsExactly(400, "no-route");
        assertThat(api.serve(new Shop(), get("/things/gone", Map.of())).outcome())
                .isEqualTo("gone");
    }

    @Test
    void pagesCoverTheListAndNoneIsBehindItsEnd() {
        List<Integer> all = List.of(1, 2, 3, 4, 5);
        assertThat(Page.numbered(all, 1, 2)).isEqualTo(new Page<>(List.of(1, 2), 5, true));
        assertThat(Page.numbered(all, 3, 2)).isEqualTo(new Page<>(List.of(5), 5, false));
        assertThat(Page.numbered(all, 4, 2)).isEqualTo(new Page<>(List.of(), 5, false));
        assertThat(Page.numbered(all, Integer.MAX_VALUE, 100).items()).isEmpty();
        assertThat(Page.from(all, 1, 3).last()).isEqualTo(4);
        assertThat(Page.from(all, 3, 2).write(IntNode::valueOf)).hasToString("[4,5]");
    }

    @Test
    void neighboursKeepTheQuery() {
        LinkHeader links = new LinkHeader(
                "https://x.example", get("/things", Map.of("page", List.of("2"), "q", List.of("a b"))), "page");
        assertThat(links.value()).isEmpty();
        assertThat(links.add("1", "prev").add("3", "next").value())
                .isEqualTo("<https://x.example/things?page=1&q=a+b>; rel=\"prev\", "
                        + "<https://x.example/things?page=3&q=a+b>; rel=\"next\"");
    }

    @Test
    void aTokenIsReadBackAndAForeignOneIsNot() {
        String token = OpaqueToken.write("a", "2026-01-01T00:00:00Z");
        assertThat(OpaqueToken.read(token, 2)).contains(List.of("a", "2026-01-01T00:00:00Z"));
        assertThat(OpaqueToken.read(token, 3)).isEmpty();
        assertThat(OpaqueToken.read("%%%", 2)).isEmpty();
    }

    @Test
    void parametersAreReadOrRefused() {
        Call call = get("/things", Map.of("size", List.of("7"), "state", List.of("a,b", "c"), "bad", List.of("-1")));
        assertThat(Parameters.number(call, "size", 1, 10, most -> new No("size")))
                .isEqualTo(7);
        assertThat(Parameters.number(call, "absent", 3, 10, most -> new No("size")))
                .isEqualTo(3);
        assertThatThrownBy(() -> Parameters.number(call, "size", 1, 6, most -> new No("most " + most)))
                .hasMessage("most 6");
        assertThatThrownBy(() -> Parameters.number(call, "bad", 1, 6, most -> new No("bad")))
                .hasMessage("bad");
        assertThat(Parameters.words(call, "state")).containsExactly("a", "b", "c");
        assertThat(Parameters.time("2026-01-01T00:00:00")).isEmpty();
        assertThat(Parameters.time("2026-01-01T00:00:00", java.time.ZoneOffset.UTC))
                .contains(java.time.Instant.parse("2026-01-01T00:00:00Z"));
    }

    @Test
    void aBodyMustBeAJsonObjectThatSaysSo() {
        JsonBody body = new JsonBody(() -> new No("type"), () -> new No("malformed"), () -> new No("object"));
        assertThat(body.read(call("POST", "/", Map.of(), "application/json; charset=utf-8", "{\"a\":1}"))
                        .path("a")
                        .asInt())
                .isOne();
        assertThatThrownBy(() -> body.read(call("POST", "/", Map.of(), "text/plain", "{}")))
                .hasMessage("type");
        assertThatThrownBy(() -> body.read(call("POST", "/", Map.of(), "application/json", "{")))
                .hasMessage("malformed");
        assertThatThrownBy(() -> body.read(call("POST", "/", Map.of(), "application/json", "[]")))
                .hasMessage("object");
        assertThatThrownBy(() -> body.read(call("POST", "/", Map.of(), "application/json", "")))
                .hasMessage("object");
    }

    @Test
    void oneBadEntryFailsAlone() {
        List<String> done = new ArrayList<>();
        Entries.each(
                SandboxJson.array().add("a").add("bad").add("c"),
                entry -> {
                    if (entry.asText().equals("bad")) {
                        throw new No("no");
                    }
                    done.add(entry.asText());
                },
                (entry, refusal) -> done.add(entry.asText() + " " + refusal.code()));
        assertThat(done).containsExactly("a", "bad no", "c");
    }

    @Test
    void credentialsAreReadAsHttpCarriesThem() {
        assertThat(Credentials.basic(
                        new Call("GET", "", "", Map.of(), Map.of("Authorization", "Basic dTpw"), new byte[0])))
                .isEqualTo("u:p");
        assertThat(Credentials.basic(
                        new Call("GET", "", "", Map.of(), Map.of("Authorization", "Basic ???"), new byte[0])))
                .isEmpty();
        assertThat(Credentials.basic(get("/", Map.of()))).isNull();
        assertThat(Credentials.form(call("POST", "/", Map.of(), "application/x-www-form-urlencoded", "a=1%2B1&b=&=c")))
                .isEqualTo(Map.of("a", "1+1", "b", ""));
        assertThat(Credentials.form(call("POST", "/", Map.of(), "application/json", "a=1")))
                .isEmpty();
    }
}
