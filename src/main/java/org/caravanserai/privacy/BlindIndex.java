package org.caravanserai.privacy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Finds a person's orders without storing who the person is: HMAC-SHA256 of a normalised identity under a key derived
 * from the master key. The kinds are those of {@code customer_identity}. A value that says nothing (blank, a phone of
 * fewer than 6 digits, a name without postcode) has no index.
 */
public final class BlindIndex {

    public static final String EMAIL = "email";
    public static final String PHONE = "phone";
    public static final String NAME_POSTCODE = "name_postcode";
    public static final String CHANNEL_CUSTOMER = "channel_customer";

    private static final Pattern NOT_DIGIT = Pattern.compile("[^0-9]+");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern NOT_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
    /** ITU-T E.164 country codes; all but Italy drop the national trunk 0 (North America has none to drop). */
    private static final Map<String, String> CALLING_CODES = Map.ofEntries(
            Map.entry("US", "1"),
            Map.entry("CA", "1"),
            Map.entry("GB", "44"),
            Map.entry("IE", "353"),
            Map.entry("DE", "49"),
            Map.entry("AT", "43"),
            Map.entry("CH", "41"),
            Map.entry("FR", "33"),
            Map.entry("BE", "32"),
            Map.entry("NL", "31"),
            Map.entry("LU", "352"),
            Map.entry("IT", "39"),
            Map.entry("ES", "34"),
            Map.entry("PT", "351"),
            Map.entry("DK", "45"),
            Map.entry("SE", "46"),
            Map.entry("NO", "47"),
            Map.entry("FI", "358"),
            Map.entry("PL", "48"),
            Map.entry("CZ", "420"),
            Map.entry("AU", "61"),
            Map.entry("NZ", "64"),
            Map.entry("JP", "81"),
            Map.entry("MX", "52"),
            Map.entry("BR", "55"));

    private final ThreadLocal<Mac> macs;

    public BlindIndex(MasterKey master) {
        SecretKey key = master.derive("blind-index");
        macs = ThreadLocal.withInitial(() -> keyed(key));
    }

    /** Case and surrounding white space do not matter. */
    public Optional<byte[]> email(String email) {
        String plain = email == null
                ? ""
                : Normalizer.normalize(email.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return plain.indexOf('@') < 1 ? Optional.empty() : Optional.of(blind(EMAIL, plain));
    }

    /**
     * Best effort E.164: {@code +1 (415) 555-0100}, {@code 001 415 555 0100} and {@code 415-555-0100} of the US are one.
     *
     * @param country ISO 3166-1 alpha-2 of the address, used when the number has no country code; may be {@code null}
     */
    public Optional<byte[]> phone(String phone, String country) {
        String digits =
                e164(phone == null ? "" : phone.strip(), country == null ? "" : country.toUpperCase(Locale.ROOT));
        return digits.length() < 6 ? Optional.empty() : Optional.of(blind(PHONE, digits));
    }

    /** Accents, case, punctuation and the order of the name's words do not matter. */
    public Optional<byte[]> nameAndPostcode(String name, String postcode) {
        String words = name == null ? "" : String.join(" ", sorted(words(name)));
        String code = postcode == null ? "" : words(postcode).replace(" ", "");
        return words.isEmpty() || code.isEmpty()
                ? Optional.empty()
                : Optional.of(blind(NAME_POSTCODE, words + '\n' + code));
    }

    /** A channel's own customer number means something within its account only. */
    public Optional<byte[]> channelCustomer(int accountId, String customerId) {
        return customerId == null || customerId.isBlank()
                ? Optional.empty()
                : Optional.of(blind(CHANNEL_CUSTOMER, accountId + "\n" + customerId.strip()));
    }

    private static String e164(String phone, String country) {
        String number = phone.replaceFirst("(?i)(ext|x|#).*$", "");
        String digits = NOT_DIGIT.matcher(number).replaceAll("");
        if (number.startsWith("+")) {
            return digits.replaceFirst("^(44|49|33|31|61)0", "$1"); // "+44 (0)20 ..." is written by people
        }
        if (digits.startsWith("00")) {
            return digits.substring(2);
        }
        String code = CALLING_CODES.get(country);
        if (code == null) {
            return digits;
        }
        if (code.equals("1")) {
            return digits.length() == 11 && digits.startsWith("1") ? digits : code + digits;
        }
        return code + (digits.startsWith("0") && !country.equals("IT") ? digits.substring(1) : digits);
    }

    private static String words(String text) {
        String plain =
                MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
        return NOT_WORD.matcher(plain).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
    }

    private static String[] sorted(String words) {
        String[] parts = words.isEmpty() ? new String[0] : words.split(" ");
        java.util.Arrays.sort(parts);
        return parts;
    }

    private byte[] blind(String kind, String value) {
        return macs.get().doFinal((kind + '\n' + value).getBytes(StandardCharsets.UTF_8));
    }

    private static Mac keyed(SecretKey key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HmacSHA256", e);
        }
    }
}
