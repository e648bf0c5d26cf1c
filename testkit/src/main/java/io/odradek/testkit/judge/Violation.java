package io.odradek.testkit.judge;

/**
 * A promise that was broken.
 *
 * <p>Immutable.
 *
 * @param invariant the promise's name
 * @param complaint where and how, as a sentence
 */
public record Violation(String invariant, String complaint) {
    @Override
    public String toString() {
        return invariant + ": " + complaint;
    }
}
