package io.odradek.testkit.world;

import io.odradek.testkit.history.FaultClass;
import java.util.Locale;

/**
 * Something that goes wrong at a planned time, and for how long.
 *
 * <p>Immutable.
 *
 * @param kind what goes wrong
 * @param atNs virtual nanoseconds since the start
 * @param durationNs nanoseconds until it is mended: a broker that is down is started again, a network is well again
 */
public record Fault(Kind kind, long atNs, long durationNs) {
    /** What can go wrong. */
    public enum Kind {
        /** The broker's process ends at once; its files stay as they are. */
        KILL_BROKER("the broker's process dies"),
        /** The broker is stopped in good order. */
        STOP_BROKER("the broker is stopped in good order"),
        /** The broker's machine loses power; its connections stay half open. */
        LOSE_POWER("the broker's machine loses power"),
        /** Every connection is cut once. */
        CUT_CONNECTIONS("every connection is cut"),
        /** Any frame may be the last of its connection. */
        FLAKY_NETWORK("connections break now and then"),
        /** Nothing reaches the broker or leaves it; all of it arrives later. */
        STALL_BROKER("the broker is cut off"),
        /** New connections to the broker are refused. */
        REFUSE_CONNECTIONS("the broker refuses connections"),
        /** Work that blocks takes long. */
        SLOW_DISK("the broker's disk is slow"),
        /** The broker's wall clock jumps. */
        CLOCK_JUMP("the wall clocks jump");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** How much it takes away. */
        public FaultClass faultClass() {
            return this == LOSE_POWER ? FaultClass.POWER_LOSS : FaultClass.PROCESS_DEATH;
        }
    }

    /** When it is mended, in virtual nanoseconds since the start. */
    public long endNs() {
        return atNs + durationNs;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "at %9.6f s, for %8.6f s: %s", atNs / 1e9, durationNs / 1e9, kind.words);
    }
}
