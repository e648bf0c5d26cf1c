package io.odradek.cli.failover;

import java.util.ArrayList;
import java.util.List;

/** What is done to a broker that leads partitions. Immutable. */
public enum StrikeKind {
    /** The process is killed; another one leads the quorum. */
    KILL("kill -9 of a leader"),
    /** The process is killed, which leads the quorum too. */
    KILL_QUORUM_LEADER("kill -9 of the quorum's leader"),
    /** The process is stopped in good order (SIGTERM). */
    STOP("clean stop of a leader");

    private final String words;

    StrikeKind(String words) {
        this.words = words;
    }

    /** What it is called. */
    public String words() {
        return words;
    }

    /** So many kills, every second one of the quorum's leader, and then so many stops. */
    public static List<StrikeKind> of(int killCount, int stopCount) {
        List<StrikeKind> kinds = new ArrayList<>();
        for (int kill = 0; kill < killCount; kill++) {
            kinds.add(kill % 2 == 0 ? KILL : KILL_QUORUM_LEADER);
        }
        for (int stop = 0; stop < stopCount; stop++) {
            kinds.add(STOP);
        }
        return List.copyOf(kinds);
    }
}
