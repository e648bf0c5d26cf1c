package io.odradek.architecture;

import com.tngtech.archunit.lang.ArchRule;

/**
 * A rule, and the package of the canary that breaks it.
 *
 * @param canary the last part of the package {@code io.odradek.architecture.canary.*}
 * @param rule the rule, a sentence with its reason
 */
record HouseRule(String canary, ArchRule rule) {
    @Override
    public String toString() {
        return rule.getDescription();
    }
}
