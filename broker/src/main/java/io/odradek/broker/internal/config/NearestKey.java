package io.odradek.broker.internal.config;

import java.util.Collection;
import java.util.Optional;

/**
 * Finds the known word that someone who mistyped probably meant.
 *
 * <p>Immutable. The measure is Levenshtein's edit distance.
 */
public final class NearestKey {
    private static final int DISTANCE_MAX = 4;

    private NearestKey() {}

    /** The nearest of the known words, the first of equals; empty when none is near. */
    public static Optional<String> to(String word, Collection<String> known) {
        String nearest = null;
        int distanceLeast = Math.min(DISTANCE_MAX, word.length() / 2) + 1;
        for (String candidate : known) {
            int distance = distance(word, candidate);
            if (distance < distanceLeast) {
                distanceLeast = distance;
                nearest = candidate;
            }
        }
        return Optional.ofNullable(nearest);
    }

    private static int distance(String left, String right) {
        int[] previous = new int[right.length() + 1];
        int[] current = new int[right.length() + 1];
        for (int column = 0; column <= right.length(); column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= left.length(); row++) {
            current[0] = row;
            for (int column = 1; column <= right.length(); column++) {
                int replaced = previous[column - 1] + (left.charAt(row - 1) == right.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, Math.min(previous[column], current[column - 1]) + 1);
            }
            int[] swapped = previous;
            previous = current;
            current = swapped;
        }
        return previous[right.length()];
    }
}
