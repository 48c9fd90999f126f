package org.caravanserai.allocate.hold;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.caravanserai.base.Json;

/** What an address needs, by country: {@code address-formats.json}, whose first line says where it is kept up to date. */
public final class AddressFormats {

    private static final String FILE = "/address-formats.json";

    private record Format(String require, Pattern postcode) {}

    private final Map<String, Format> byCountry;

    private AddressFormats(Map<String, Format> byCountry) {
        this.byCountry = byCountry;
    }

    /** @throws IllegalStateException when the file is not in the jar */
    public static AddressFormats load() {
        try (InputStream in = AddressFormats.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is missing");
            }
            Map<String, Format> formats = new HashMap<>();
            Json.MAPPER.readTree(in).path("countries").fields().forEachRemaining(one -> {
                JsonNode format = one.getValue();
                formats.put(
                        one.getKey(),
                        new Format(
                                format.path("require").asText(),
                                format.has("postcode")
                                        ? Pattern.compile(
                                                format.path("postcode").asText())
                                        : null));
            });
            return new AddressFormats(Map.copyOf(formats));
        } catch (IOException e) {
            throw new UncheckedIOException(FILE, e);
        }
    }

    /**
     * What is missing before a parcel can be sent there.
     *
     * @param address of {@code order.v1}; null or missing when none is stated
     * @return names of its fields, empty when nothing is
     */
    List<String> missing(JsonNode address) {
        if (address == null || !address.isObject()) {
            return List.of("address");
        }
        String country = text(address, "country");
        Format format = byCountry.get(country);
        List<String> missing = new ArrayList<>();
        if (format == null) {
            missing.add("country");
        }
        String require = format == null ? "AC" : format.require;
        if (text(address, "line1").isEmpty()
                && text(address, "line2").isEmpty()
                && text(address, "line3").isEmpty()) {
            missing.add("line1");
        }
        add(missing, require.contains("C"), address, "city");
        add(missing, require.contains("Z"), address, "postcode");
        // a postcode says the state as well
        add(missing, require.contains("S") && !require.contains("Z"), address, "region");
        return missing;
    }

    /** Whether the postcode, if there is one, looks as postcodes of its country do. */
    boolean postcodeFits(JsonNode address) {
        Format format = byCountry.get(text(address, "country"));
        String postcode = text(address, "postcode").toUpperCase(Locale.ROOT);
        return format == null
                || format.postcode == null
                || postcode.isEmpty()
                || format.postcode.matcher(postcode).matches();
    }

    private static void add(List<String> missing, boolean needed, JsonNode address, String field) {
        if (needed && text(address, field).isEmpty()) {
            missing.add(field);
        }
    }

    private static String text(JsonNode address, String field) {
        return address.path(field).asText("").strip();
    }
}
