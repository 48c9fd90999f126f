package org.caravanserai.base;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Which known names a misspelt one was most likely meant to be. */
public final class NearestNames {

    private static final int MOST = 3;

    private NearestNames() {}

    /**
     * At most three, the most similar first: those that few changed letters lead to, and those that one begins with the other.
     * Capitals count as their small letters.
     */
    public static List<String> of(String wrong, Collection<String> known) {
        return known.stream()
                .filter(name -> isNear(wrong, name))
                .sorted(Comparator.<String>comparingInt(name -> distance(wrong, name))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .toList();
    }

    /** {@code "; did you mean a, b?"}; all there is when nothing is near. */
    public static String hint(String wrong, Collection<String> known) {
        List<String> near = of(wrong, known);
        return near.isEmpty()
                ? "; known: " + String.join(", ", known)
                : "; did you mean " + String.join(", ", near) + "?";
    }

    private static boolean isNear(String wrong, String name) {
        int shorter = Math.min(wrong.length(), name.length());
        int longer = Math.max(wrong.length(), name.length());
        boolean beginning = shorter > 3 && wrong.regionMatches(true, 0, name, 0, shorter - 1);
        return beginning || distance(wrong, name) <= (shorter > 3 ? Math.max(2, longer / 3) : 1);
    }

    /** Letters to change, add or take away. */
    private static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
