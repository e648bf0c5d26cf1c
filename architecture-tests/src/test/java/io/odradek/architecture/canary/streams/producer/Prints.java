package io.odradek.architecture.canary.streams.producer;

/** Talks to a terminal. */
final class Prints {
    void say(String text) {
        System.out.println(text);
    }
}
