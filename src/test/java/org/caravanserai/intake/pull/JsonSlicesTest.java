package org.caravanserai.intake.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.caravanserai.base.Json;
import org.junit.jupiter.api.Test;

/** Objects are cut out as they were written. */
class JsonSlicesTest {

    private static List<String> cut(String document, String pointer) throws IOException {
        return JsonSlices.objects(document.getBytes(StandardCharsets.UTF_8), pointer).stream()
                .map(slice -> new String(slice, StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void anObjectKeepsItsZerosEscapesAndBlanks() throws IOException {
        assertThat(cut("{\"a\":1,\"data\" : {\"order\":  {\"t\": 13.50, \"n\":\"caf\\u00e9 é 😀\"} } }", "/data/order"))
                .containsExactly("{\"t\": 13.50, \"n\":\"caf\\u00e9 é 😀\"}");
    }

    @Test
    void everyObjectOfAnArrayIsCutAndNothingElse() throws IOException {
        assertThat(cut("{\"é\":[[{}]],\"orders\":[ {\"id\":1} ,7,null,[{\"x\":1}],{\"id\":{\"b\":[2]}}]}", "/orders"))
                .containsExactly("{\"id\":1}", "{\"id\":{\"b\":[2]}}");
        assertThat(cut("[{\"id\":1},{\"id\":2}]", "")).hasSize(2);
        assertThat(cut("{\"id\":1}", "")).containsExactly("{\"id\":1}");
    }

    @Test
    void whatIsNotThereIsNotCut() throws IOException {
        assertThat(cut("{\"data\":{\"order\":null}}", "/data/order")).isEmpty();
        assertThat(cut("{\"data\":7}", "/data/order")).isEmpty();
        assertThat(cut("[]", "/data")).isEmpty();
        assertThat(cut("", "")).isEmpty();
    }

    @Test
    void aCutDocumentIsAFault() {
        assertThatThrownBy(() -> cut("{\"orders\":[{\"id\":1},{\"id\":", "/orders"))
                .isInstanceOf(JacksonException.class);
    }

    @Property(tries = 300)
    void aSliceIsTheSameDocumentAgain(@ForAll("texts") List<String> names) throws IOException {
        JsonNode inner = Json.MAPPER.valueToTree(names.stream()
                .map(name -> java.util.Map.of("name", name, "n", name.length()))
                .toList());
        JsonNode outer = Json.MAPPER
                .createObjectNode()
                .put("before", String.join("", names))
                .set("orders", inner);
        List<byte[]> slices = JsonSlices.objects(Json.MAPPER.writeValueAsBytes(outer), "/orders");
        assertThat(slices).hasSize(names.size());
        for (int i = 0; i < slices.size(); i++) {
            assertThat(Json.MAPPER.readTree(slices.get(i))).isEqualTo(inner.get(i));
        }
    }

    @Provide
    Arbitrary<List<String>> texts() {
        return Arbitraries.strings()
                .ofMaxLength(60)
                .filter(text -> text.chars().noneMatch(c -> Character.isSurrogate((char) c)))
                .list()
                .ofMaxSize(40);
    }
}
