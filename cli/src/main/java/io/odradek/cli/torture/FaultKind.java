package io.odradek.cli.torture;

/** What is done to brokers. Immutable. */
public enum FaultKind {
    /** A process is killed (SIGKILL), and started again after a while. */
    KILL("kill -9", 5, false),
    /** A process stands still for a while (SIGSTOP, SIGCONT). */
    PAUSE("SIGSTOP", 4, false),
    /** A process is stopped in good order (SIGTERM), and started again after a while. */
    STOP("clean stop", 3, false),
    /** All connections to a broker are reset, wherever they are in a frame; new ones can be made at once. */
    CUT("cut connections", 4, false),
    /** Nothing reaches a broker, and nothing comes from it, for a while; its connections stay. */
    SILENCE("silent network", 2, false),
    /** Requests reach a broker, and no answer comes back for a while. */
    NO_ANSWERS("lost answers", 2, false),
    /** Two processes are killed at once, so that no majority is left. */
    KILL_TWO("kill -9 of two", 1, true),
    /** All processes are killed at once. */
    KILL_ALL("kill -9 of all", 1, true);

    private final String words;
    private final int weight;
    private final boolean several;

    FaultKind(String words, int weight, boolean several) {
        this.words = words;
        this.weight = weight;
        this.several = several;
    }

    /** What it is called. */
    public String words() {
        return words;
    }

    /** How often it is drawn, compared with the others. */
    int weight() {
        return weight;
    }

    /** Whether it strikes more than one broker. */
    boolean several() {
        return several;
    }
}
