package io.odradek.spi.tck.storage;

/**
 * How a storage under test can fail.
 *
 * <p>Caller synchronises: the contract calls it while no operation runs.
 */
public interface FaultModel {
    /** Leaves space for at most so many bytes more; {@code Long.MAX_VALUE} for enough. */
    void leaveSpace(long sizeBytes);

    /** The next force of a segment fails. */
    void failNextForce();

    /** The next append fails while it stores. */
    void failNextAppend();
}
