package org.caravanserai.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.camel.Endpoint;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultEndpoint;
import org.caravanserai.base.Json;
import org.caravanserai.outbox.WorkKind;
import org.caravanserai.runtime.broker.JmsComponents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jms.connection.CachingConnectionFactory;

/** What editors know of the hub's own components is on the class path, as of Camel's own, and names every option there is. */
class ComponentCatalogueTest {

    /** Options that every endpoint of Camel takes and that its catalogue leaves out, or lists for consumers and producers. */
    private static final Set<String> OF_EVERY_ENDPOINT = Arrays.stream(DefaultEndpoint.class.getMethods())
            .map(Method::getName)
            .collect(Collectors.toSet());

    private static JsonNode catalogue(String scheme) throws IOException {
        try (InputStream json = ComponentCatalogueTest.class.getResourceAsStream(
                "/META-INF/org/apache/camel/component/" + scheme + "/" + scheme + ".json")) {
            assertThat(json).as(scheme).isNotNull();
            return Json.MAPPER.readTree(json);
        }
    }

    private static Set<String> listed(JsonNode catalogue, String kind) {
        return catalogue.path("properties").properties().stream()
                .filter(one -> one.getValue().path("kind").asText().equals(kind))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @CsvSource({"inbox,inbox:process", "outbox,outbox:dispatch", "hold,hold:over-500?words=x"})
    void theCatalogueNamesEveryOptionOfTheEndpointAndNoOther(String scheme, String uri) throws Exception {
        JsonNode catalogue = catalogue(scheme);
        try (DefaultCamelContext camel = ScratchContext.open(Set.of(), new Properties())) {
            Endpoint endpoint = camel.getEndpoint(uri);
            Set<String> setters = Arrays.stream(endpoint.getClass().getMethods())
                    .map(Method::getName)
                    .filter(name -> name.startsWith("set") && !OF_EVERY_ENDPOINT.contains(name))
                    .map(name -> Character.toLowerCase(name.charAt(3)) + name.substring(4))
                    .collect(Collectors.toCollection(TreeSet::new));
            Set<String> own = listed(catalogue, "parameter");
            own.removeIf(name ->
                    OF_EVERY_ENDPOINT.contains("set" + Character.toUpperCase(name.charAt(0)) + name.substring(1)));

            assertThat(own).isEqualTo(setters);
            assertThat(listed(catalogue, "path")).hasSize(1);
            assertThat(catalogue.at("/component/javaType").asText())
                    .isEqualTo(camel.getComponent(scheme).getClass().getName());
            assertThat(catalogue.at("/component/scheme").asText()).isEqualTo(scheme);
        }
    }

    @ParameterizedTest
    @CsvSource({"inbox,inbox:process", "outbox,outbox:dispatch", "hold,hold:over-500?words=x"})
    void typesAndDefaultsAreThoseOfTheEndpoint(String scheme, String uri) throws Exception {
        try (DefaultCamelContext camel = ScratchContext.open(Set.of(), new Properties())) {
            Endpoint endpoint = camel.getEndpoint(uri);
            Set<String> checked = new TreeSet<>();
            for (Method getter : endpoint.getClass().getDeclaredMethods()) {
                String name = getter.getName().replaceFirst("^(get|is)(?=[A-Z])", "");
                JsonNode option = catalogue(scheme)
                        .path("properties")
                        .path(Character.toLowerCase(name.charAt(0)) + name.substring(1));
                if (getter.getParameterCount() > 0
                        || name.equals(getter.getName())
                        || !Modifier.isPublic(getter.getModifiers())
                        || !option.path("kind").asText().equals("parameter")
                        || option.path("required").asBoolean()) {
                    continue;
                }
                checked.add(name);
                assertThat(option.path("javaType").asText())
                        .as(name)
                        .isEqualTo(getter.getReturnType().getTypeName());
                Object value = getter.invoke(endpoint);
                assertThat(option.path("defaultValue").asText())
                        .as(name)
                        .isEqualTo(value == null ? "" : value.toString());
            }
            assertThat(checked).isNotEmpty();
        }
    }

    @Test
    void jmsOutIsCamelsJmsAsItIsSetUpForSending() throws IOException {
        JsonNode ours = catalogue("jmsOut");
        JsonNode jms = catalogue("jms");
        JmsComponent sending = JmsComponents.sending(new CachingConnectionFactory());
        assertThat(ours.at("/component/javaType")).isEqualTo(jms.at("/component/javaType"));
        assertThat(ours.at("/component/version")).isEqualTo(jms.at("/component/version"));
        assertThat(ours.at("/properties").properties().stream().map(Map.Entry::getKey))
                .as("what can be said of a message that is sent, less what only jms: documents")
                .containsExactlyElementsOf(jms.at("/properties").properties().stream()
                        .filter(one -> Set.of("common", "producer")
                                .contains(one.getValue().path("group").asText()))
                        .map(Map.Entry::getKey)
                        .toList());
        ours.at("/properties").properties().forEach(one -> {
            ObjectNode camels = jms.path("properties").path(one.getKey()).deepCopy();
            camels.set("index", one.getValue().path("index"));
            if (one.getKey().equals("jmsMessageType")) {
                camels.put(
                        "defaultValue",
                        sending.getConfiguration().getJmsMessageType().name());
            }
            assertThat(one.getValue()).isEqualTo(camels);
        });
        assertThat(ours.at("/properties/deliveryPersistent/defaultValue").asBoolean())
                .isEqualTo(sending.getConfiguration().isDeliveryPersistent());
    }

    @Test
    void theKindsOfTheOutboxAreThoseThereAre() throws IOException {
        assertThat(StreamSupport.stream(
                                catalogue("outbox").at("/properties/kind/enum").spliterator(), false)
                        .map(JsonNode::asText))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(WorkKind.values()).map(WorkKind::word).toList());
    }
}
