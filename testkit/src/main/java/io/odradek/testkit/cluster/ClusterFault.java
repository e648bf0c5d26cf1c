package io.odradek.testkit.cluster;

import java.util.Locale;

/**
 * One fault of a run.
 *
 * <p>Immutable.
 *
 * @param kind what happens
 * @param atNs when, in nanoseconds of the run
 * @param durationNs how long until it is mended
 * @param subject chooses to which broker
 * @param object chooses another one, where two are concerned
 */
record ClusterFault(Kind kind, long atNs, long durationNs, int subject, int object) {
    /** What can happen. */
    enum Kind {
        /** A broker's process dies, and is started again. */
        KILL,
        /** That of the broker that leads the first partition. */
        KILL_LEADER,
        /** That of the member that leads the quorum. */
        KILL_QUORUM_LEADER,
        /** Every process dies at once. */
        KILL_ALL,
        /** The processes die one after the other, in any order, and are started again at once. */
        ATTRITION,
        /** A broker is stopped in good order, and started again. */
        STOP,
        /** A broker's machine loses power: what was not forced is lost in part. */
        LOSE_POWER,
        /** A broker's machine gets an empty disk. */
        WIPE,
        /** A broker's process does nothing for a while. */
        PAUSE,
        /** Two brokers cannot reach each other. */
        PART,
        /** What one broker sends to another does not arrive. */
        PART_ONE_WAY,
        /** A broker loses the others and finds them again, over and over, so that it is in sync and out of sync. */
        FLAP,
        /** A broker cannot reach the quorum. */
        CUT_OFF,
        /** A broker reaches neither the quorum nor the other brokers, but clients reach it. */
        ISOLATE,
        /** The quorum has no majority. */
        NO_MAJORITY,
        /** Leaders move, and whoever leads the first partition next dies: see {@link NextLeaderDies}. Where the preferred one leads, it dies first. */
        KILL_NEXT_LEADER,
        /** Somebody asks for the preferred leaders, so that leaders move between brokers that live. */
        MOVE_LEADERS,
        /** Another member leads the quorum. */
        HAND_OVER,
        /** Commands are late, doubled, lost, or not answered. */
        QUORUM_WEATHER,
        /** Every connection is cut. */
        CUT_CONNECTIONS,
        /** Connections are slow, and cut again and again. */
        FLAKY_NETWORK,
        /** A broker's disk takes nothing more. */
        FULL_DISK,
        /** A broker's disk is slow. */
        SLOW_DISK,
        /** A broker's wall clock jumps, and is set right again. */
        CLOCK_JUMP;

        /** Whether it takes away what was not forced. */
        boolean loses() {
            return this == LOSE_POWER || this == WIPE;
        }
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.3f s %s %d/%d for %.3f s", atNs / 1e9, kind, subject, object, durationNs / 1e9);
    }
}
