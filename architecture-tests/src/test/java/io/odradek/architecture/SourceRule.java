package io.odradek.architecture;

import java.util.List;
import java.util.function.Function;

/**
 * A rule about sources.
 *
 * @param sentence the rule and its reason
 * @param violations finds what breaks it
 * @param canary a tree that breaks it
 */
record SourceRule(String sentence, Function<SourceTree, List<String>> violations, SourceTree canary) {
    @Override
    public String toString() {
        return sentence;
    }
}
