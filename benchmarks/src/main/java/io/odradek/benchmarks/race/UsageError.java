package io.odradek.benchmarks.race;

/** The command line asks for what does not exist or cannot be; the message is a sentence for a person. */
final class UsageError extends RuntimeException {
    UsageError(String sentence) {
        super(sentence);
    }
}
