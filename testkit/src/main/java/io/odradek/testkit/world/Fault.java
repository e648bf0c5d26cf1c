package io.odradek.testkit.world;

import io.odradek.testkit.history.FaultClass;
import java.util.Locale;

/**
 * Something that goes wrong at a planned time, and for how long.
 *
 * <p>Immutable.
 *
 * @param kind what goes wrong
 * @param subject which application it happens to, counted from 0 and around; of no meaning where it happens to something else
 * @param atNs virtual nanoseconds since the start
 * @param durationNs nanoseconds until it is mended: a process that is down is started again, a network is well again
 */
public record Fault(Kind kind, int subject, long atNs, long durationNs) {
    /** What can go wrong. */
    public enum Kind {
        /** The broker's process ends at once; its files stay as they are. */
        KILL_BROKER("the broker's process dies"),
        /** The broker's process ends while it copies records into a segment: a part of them is there, or all. */
        KILL_BROKER_IN_APPEND("the broker's process dies in its next append"),
        /** The broker is stopped in good order. */
        STOP_BROKER("the broker is stopped in good order"),
        /** The broker's process does nothing; its time goes on. */
        PAUSE_BROKER("the broker's process is paused"),
        /** The broker's machine loses power; its connections stay half open. */
        LOSE_POWER("the broker's machine loses power"),
        /** The broker's machine loses power in the moment in which it would force a segment. */
        LOSE_POWER_BEFORE_FORCE("the broker's machine loses power before its next force"),
        /** An application's process ends at once, and with it what its producer had not sent. */
        KILL_PRODUCER("an application's process dies"),
        /** An application's process does nothing; its time goes on. */
        PAUSE_PRODUCER("an application's process is paused"),
        /** Every connection is cut once. */
        CUT_CONNECTIONS("every connection is cut"),
        /** Any frame may be the last of its connection. */
        FLAKY_NETWORK("connections break now and then"),
        /** Any answer may be the last of its connection: what was asked for took effect, and nobody heard of it. */
        LOST_ANSWERS("answers are lost now and then"),
        /** Frames stay in their sender's memory for a while, before the network takes them. */
        CLOGGED_NETWORK("the network takes frames slowly"),
        /** Nothing reaches the broker or leaves it; all of it arrives later. */
        STALL_BROKER("the broker is cut off"),
        /** New connections to the broker are refused. */
        REFUSE_CONNECTIONS("the broker refuses connections"),
        /** Work that blocks takes long. */
        SLOW_DISK("the broker's disk is slow"),
        /** Some of the work that blocks takes very long, and other work overtakes it. */
        STALLING_DISK("the broker's disk stalls now and then"),
        /** There is little space left on the broker's disk, or none. */
        FULL_DISK("the broker's disk is full"),
        /** The next force fails; the broker is restarted when the disk is well. */
        FAILED_FORCE("the broker's disk cannot force"),
        /** The next append fails; the broker is restarted when the disk is well. */
        FAILED_APPEND("the broker's disk cannot store"),
        /** Nothing can be read; the broker is restarted when the disk is well. */
        UNREADABLE_DISK("the broker's disk cannot be read"),
        /** The wall clocks of the broker and of an application jump, each its own way. */
        CLOCK_JUMP("wall clocks jump");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** How much it takes away. */
        public FaultClass faultClass() {
            return this == LOSE_POWER || this == LOSE_POWER_BEFORE_FORCE ? FaultClass.POWER_LOSS : FaultClass.PROCESS_DEATH;
        }

        /** What happens, in a few words. */
        public String words() {
            return words;
        }
    }

    /** When it is mended, in virtual nanoseconds since the start. */
    public long endNs() {
        return atNs + durationNs;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "at %9.6f s, for %8.6f s: %s (%d)", atNs / 1e9, durationNs / 1e9, kind.words, subject);
    }
}
