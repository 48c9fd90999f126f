package org.caravanserai.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.caravanserai.base.ConfigException;
import org.caravanserai.base.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a payload's schema does not allow is taken out and named before anything is mapped. */
class PayloadReviewTest {

    private static final String SCHEMA = """
            {
              "type": "object",
              "x-within": ["/order"],
              "required": ["id"],
              "properties": {
                "id": {"format": "letters"},
                "sku": {"format": "letters", "maxLength": 8},
                "note": {"format": "text", "maxLength": 5},
                "paid": {"format": "flag"},
                "total": {"format": "money"},
                "units": {"format": "quantity"},
                "at": {"format": "instant"},
                "person": {"type": "object", "properties": {"name": {"format": "text"}}},
                "lines": {
                  "type": "array",
                  "maxItems": 3,
                  "items": {"type": "object", "required": ["units"], "properties": {"units": {"format": "quantity"}}}
                }
              }
            }
            """;

    @TempDir
    Path folder;

    private PayloadSchema schema;

    @BeforeEach
    void aSchema() throws IOException {
        schema = schema(SCHEMA);
    }

    @Test
    void whatIsRightGoesOnAsItIs() {
        JsonNode payload = json(
                "{'id':7,'sku':'A-1','note':'hello','paid':true,'total':'1.50','units':2,'at':'2026-11-23T10:00:00Z','lines':[{'units':'3'}],'more':{}}");
        JsonNode before = payload.deepCopy();
        assertThat(PayloadReview.of(schema, payload)).isEmpty();
        assertThat(payload).isEqualTo(before);
    }

    @Test
    void whatIsNullOrLeftOutIsNothingToSay() {
        assertThat(PayloadReview.of(schema, json("{'id':7,'sku':null,'lines':null}")))
                .isEmpty();
    }

    @Test
    void aMissingRequiredValueIsNamedByItsPlace() {
        refused("{'sku':'A'}", "mapping.incomplete", "/id");
        refused("{'id':' '}", "mapping.incomplete", "/id");
        refused("{'order':{'id':null}}", "mapping.incomplete", "/order/id");
        refused("{'id':1,'lines':[{'units':1},{}]}", "mapping.incomplete", "/lines/1/units");
        refused("{'id':1,'lines':[{'units':-1}]}", "mapping.impossible_quantity", "/lines/0/units -1");
        refused("{'id':{},'lines':[]}", "mapping.impossible_value", "/id is a object");
    }

    @Test
    void listsAndObjectsAsPhpWritesThemAreReadAsWhatTheyMean() {
        JsonNode payload = json("{'id':1,'lines':{'0':{'units':1},'2':{'units':2}},'person':[]}");
        assertThat(PayloadReview.of(schema, payload)).isEmpty();
        assertThat(payload.path("lines").toString()).isEqualTo("[{\"units\":1},{\"units\":2}]");
        assertThat(payload.path("person").isObject()).isTrue();
        JsonNode empty = json("{'id':1,'lines':{}}");
        assertThat(PayloadReview.of(schema, empty)).isEmpty();
        assertThat(empty.path("lines").isArray()).isTrue();
    }

    @Test
    void aValueThatDecidesIsAProblemAndTextForPeopleAnAlert() {
        JsonNode payload = json(
                "{'id':1,'paid':'perhaps','total':'1,50','note':{},'person':'Ada','lines':'none','at':'some day','units':'many'}");
        assertThat(PayloadReview.of(schema, payload))
                .extracting(PayloadFinding::pointer, PayloadFinding::code, PayloadFinding::stops)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("/paid", "payload.unreadable", true),
                        org.assertj.core.groups.Tuple.tuple("/total", "payload.unreadable", true),
                        org.assertj.core.groups.Tuple.tuple("/units", "payload.unreadable", true),
                        org.assertj.core.groups.Tuple.tuple("/at", "payload.unreadable", true),
                        org.assertj.core.groups.Tuple.tuple("/lines", "payload.unreadable", true),
                        org.assertj.core.groups.Tuple.tuple("/note", "payload.unreadable", false),
                        org.assertj.core.groups.Tuple.tuple("/person", "payload.unreadable", false));
        assertThat(List.of("paid", "total", "note", "person", "lines", "at", "units"))
                .allMatch(name -> payload.path(name).isNull());
    }

    @Test
    void idsAndSkusAreComparedToTheLetter() {
        JsonNode payload = json("{'id':1,'sku':' A-1 '}");
        assertThat(PayloadReview.of(schema, payload)).singleElement().satisfies(one -> {
            assertThat(one.code()).isEqualTo("payload.trimmed");
            assertThat(one.stops()).isFalse();
        });
        assertThat(payload.path("sku").asText()).isEqualTo("A-1");
        for (String hidden : List.of("S\\u00001", "S\\u202e1", "S\\n1", "S\\ufeff1")) {
            JsonNode other = json("{'id':1,'sku':'" + hidden + "'}");
            assertThat(PayloadReview.of(schema, other)).singleElement().satisfies(one -> {
                assertThat(one.code()).isEqualTo("payload.control_characters");
                assertThat(one.pointer()).isEqualTo("/sku");
                assertThat(one.stops()).isTrue();
            });
            assertThat(other.path("sku").isNull()).isTrue();
        }
        assertThat(PayloadReview.of(schema, json("{'id':1,'sku':'123456789'}")))
                .as("an id is never cut")
                .singleElement()
                .satisfies(one -> assertThat(one.stops()).isTrue());
    }

    @Test
    void aTextIsCutAndItIsSaid() {
        JsonNode payload = json("{'id':1,'note':'abcd\\ud83d\\ude00'}");
        assertThat(PayloadReview.of(schema, payload)).singleElement().satisfies(one -> {
            assertThat(one.code()).isEqualTo("payload.cut");
            assertThat(one.detail()).contains("4 of 6 characters");
            assertThat(one.stops()).isFalse();
        });
        assertThat(payload.path("note").asText()).as("no half character").isEqualTo("abcd");
    }

    @Test
    void aPartOfAUnitIsOneUnitThatMustBeLookedAt() {
        JsonNode payload = json("{'id':1,'lines':[{'units':2.5},{'units':'0.1'},{'units':2.0}]}");
        assertThat(PayloadReview.of(schema, payload))
                .hasSize(2)
                .allMatch(one -> one.code().equals("quantity.not_whole") && one.stops());
        assertThat(payload.path("lines").toString()).isEqualTo("[{\"units\":3},{\"units\":1},{\"units\":2}]");
    }

    @Test
    void moreEntriesThanTheHubKeepsAreAProblem() {
        JsonNode payload = json("{'id':1,'lines':[{'units':1},{'units':1},{'units':1},{'units':1}]}");
        assertThat(PayloadReview.of(schema, payload))
                .singleElement()
                .isEqualTo(new PayloadFinding("payload.cut", "/lines", "has 4 entries", true));
        assertThat(payload.path("lines")).hasSize(3);
    }

    @Test
    void aSchemaThatIsNoneIsRefusedWithFileAndLine() {
        assertThatThrownBy(() -> schema("{\n\"type\": \"object\",\n\"properties\": {\n\"id\": {\"format\": \"ids\"}}}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("payload.schema.json:4: a single value needs one of the formats");
        assertThatThrownBy(() -> schema("{\"type\": \"object\", \"oneOf\": []}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("does not know the word oneOf");
        assertThatThrownBy(() -> schema("{\"type\": \"object\", \"required\": [\"id\"]}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("a required member is not described");
    }

    private void refused(String payload, String code, String evidence) {
        assertThatThrownBy(() -> PayloadReview.of(schema, json(payload)))
                .isInstanceOfSatisfying(MappingException.class, e -> {
                    assertThat(e.code()).isEqualTo(code);
                    assertThat(e.evidence()).startsWith(evidence);
                });
    }

    private PayloadSchema schema(String text) throws IOException {
        return PayloadSchema.load(Files.writeString(folder.resolve("payload.schema.json"), text));
    }

    private static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
