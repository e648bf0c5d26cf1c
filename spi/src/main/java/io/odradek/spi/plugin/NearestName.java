package io.odradek.spi.plugin;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds what a person may have meant.
 *
 * <p>Immutable.
 */
public final class NearestName {
    private NearestName() {}

    /**
     * The known name nearest to what was written, the first of several; empty when none is near enough to be a slip: more than a third
     * of its letters would have to change, and more than one. Distance: insertions, deletions and changes of a letter and swaps of two
     * neighbours (Damerau and Levenshtein, restricted), without regard to case.
     */
    public static Optional<String> of(String written, Collection<String> known) {
        String nearest = null;
        int nearestDistance = Integer.MAX_VALUE;
        for (String candidate : known) {
            int distance = distance(written.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (distance < nearestDistance && distance <= Math.max(1, candidate.length() / 3)) {
                nearest = candidate;
                nearestDistance = distance;
            }
        }
        return Optional.ofNullable(nearest);
    }

    private static int distance(String from, String to) {
        int[] twoAbove = new int[to.length() + 1];
        int[] above = new int[to.length() + 1];
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int change = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(above[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1)) {
                    row[j] = Math.min(row[j], twoAbove[j - 2] + 1);
                }
            }
            int[] free = twoAbove;
            twoAbove = above;
            above = row;
            row = free;
        }
        return above[to.length()];
    }
}
