package io.odradek.inmemory.time;

/**
 * A task that threw.
 *
 * <p>Immutable.
 *
 * @param lane the event loop or workers it ran on: process and name
 * @param atNs virtual nanoseconds since the start
 * @param error what it threw
 */
public record TaskFailure(String lane, long atNs, Throwable error) {}
