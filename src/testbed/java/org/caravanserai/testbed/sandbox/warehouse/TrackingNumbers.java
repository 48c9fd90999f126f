package org.caravanserai.testbed.sandbox.warehouse;

import java.util.Locale;
import java.util.Random;

/** Tracking numbers of the right form with right check digits; they belong to no parcel. */
final class TrackingNumbers {

    private TrackingNumbers() {}

    /** A number for the canonical carrier word, unique per {@code sequence}. */
    static String of(String carrier, long sequence, Random random) {
        return switch (carrier) {
            case "ups" -> ups("X4V50103" + digits(sequence, 7));
            case "usps" -> mod10("94001" + digits(sequence, 16));
            case "fedex" -> fedex(digits(sequence, 11));
            case "royal_mail" -> s10("RM", digits(sequence, 8), "GB");
            case "canada_post" -> s10("CP", digits(sequence, 8), "CA");
            case "dhl_express" -> dhl(digits(sequence, 9));
            default -> "CP" + digits(sequence, 10) + (char) ('A' + random.nextInt(26));
        };
    }

    private static String digits(long sequence, int length) {
        // A stride prime to every power of ten spreads consecutive numbers and keeps them apart.
        long range = (long) Math.pow(10, Math.min(length, 17));
        return String.format(Locale.ROOT, "%0" + length + "d", Math.floorMod(sequence * 7_919_317L + 104_729, range));
    }

    /** 1Z, shipper, service, serial, check digit: letters count as (code - 63) mod 10, even places double. */
    static String ups(String body) {
        int sum = 0;
        for (int i = 0; i < body.length(); i++) {
            char c = body.charAt(i);
            int value = Character.isDigit(c) ? c - '0' : (c - 63) % 10;
            sum += i % 2 == 1 ? value * 2 : value;
        }
        return "1Z" + body + (10 - sum % 10) % 10;
    }

    /** Check digit weighted 3 and 1 from the right. */
    static String mod10(String body) {
        int sum = 0;
        for (int i = 0; i < body.length(); i++) {
            int digit = body.charAt(body.length() - 1 - i) - '0';
            sum += i % 2 == 0 ? digit * 3 : digit;
        }
        return body + (10 - sum % 10) % 10;
    }

    /** Weights 3, 1, 7 in turn, modulo 11, then modulo 10. */
    static String fedex(String body) {
        int[] weights = {3, 1, 7};
        int sum = 0;
        for (int i = 0; i < body.length(); i++) {
            sum += (body.charAt(i) - '0') * weights[i % 3];
        }
        return body + sum % 11 % 10;
    }

    /** Check digit modulo 7 of the number before it. */
    static String dhl(String body) {
        return body + Long.parseLong(body) % 7;
    }

    /** UPU S10: weights 8 6 4 2 3 5 9 7, eleven minus the remainder; 10 becomes 0 and 11 becomes 5. */
    static String s10(String service, String serial, String country) {
        int[] weights = {8, 6, 4, 2, 3, 5, 9, 7};
        int sum = 0;
        for (int i = 0; i < 8; i++) {
            sum += (serial.charAt(i) - '0') * weights[i];
        }
        int check = 11 - sum % 11;
        return service + serial + (check == 10 ? 0 : check == 11 ? 5 : check) + country;
    }
}
