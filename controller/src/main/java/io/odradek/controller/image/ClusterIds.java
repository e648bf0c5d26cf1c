package io.odradek.controller.image;

import java.util.Optional;

/** What a cluster's identity may look like: it stands in a line of a file of every broker, and in answers. */
public final class ClusterIds {
    private static final int LENGTH_MAX = 249;

    private ClusterIds() {}

    /** Why the identity cannot be used; empty when it can. */
    public static Optional<String> fault(String id) {
        return !id.isEmpty() && id.length() <= LENGTH_MAX && id.chars().allMatch(letter -> letter > ' ' && letter <= '~')
                ? Optional.empty()
                : Optional.of("a cluster's identity has from 1 to " + LENGTH_MAX + " visible characters of ASCII without spaces, and '" + id
                        + "' has not");
    }
}
