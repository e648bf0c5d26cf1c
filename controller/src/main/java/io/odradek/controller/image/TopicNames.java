package io.odradek.controller.image;

import java.util.Collection;
import java.util.Optional;

/** What a topic may be called: Kafka's rules, which keep names usable as names of folders and of metrics. */
public final class TopicNames {
    private static final int LENGTH_MAX = 249;

    private TopicNames() {}

    /** Why the name cannot be used; empty when it can. */
    public static Optional<String> fault(String name) {
        if (name.isEmpty()) {
            return Optional.of("a topic's name must not be empty");
        }
        if (name.equals(".") || name.equals("..")) {
            return Optional.of("a topic must not be called '" + name + "'");
        }
        if (name.length() > LENGTH_MAX) {
            return Optional.of("a topic's name has at most " + LENGTH_MAX + " characters, this one has " + name.length());
        }
        for (int i = 0; i < name.length(); i++) {
            if (!isAllowed(name.charAt(i))) {
                return Optional.of("a topic's name has only letters and digits of ASCII, '.', '_' and '-'; '" + name + "' has another"
                        + " at index " + i);
            }
        }
        return Optional.empty();
    }

    private static boolean isAllowed(char letter) {
        return letter >= 'a' && letter <= 'z'
                || letter >= 'A' && letter <= 'Z'
                || letter >= '0' && letter <= '9'
                || letter == '.'
                || letter == '_'
                || letter == '-';
    }

    /** Why a new topic cannot be told from one there is: names that differ in '.' and '_' alone are one in metrics of Kafka's tools. */
    public static Optional<String> collision(String name, Collection<TopicRegistration> topics) {
        String unified = name.replace('.', '_');
        return topics.stream()
                .map(TopicRegistration::name)
                .filter(other -> !other.equals(name) && other.replace('.', '_').equals(unified))
                .findFirst()
                .map(other -> "topic '" + name + "' collides with '" + other + "': the two differ in '.' and '_' alone, which metrics cannot"
                        + " tell apart");
    }
}
