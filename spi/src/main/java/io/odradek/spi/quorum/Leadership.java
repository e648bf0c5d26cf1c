package io.odradek.spi.quorum;

/**
 * Who leads a quorum, as one member believes.
 *
 * <p>Immutable.
 *
 * @param leaderId the member that leads, {@link #NOBODY} when none is known
 * @param term grows with each election
 */
public record Leadership(int leaderId, long term) {
    /** Stands for a leader that is not known. */
    public static final int NOBODY = -1;

    /** Nobody is known to lead. */
    public static final Leadership NONE = new Leadership(NOBODY, 0);
}
