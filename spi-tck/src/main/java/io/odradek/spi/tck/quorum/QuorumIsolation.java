package io.odradek.spi.tck.quorum;

/**
 * How members that run can be kept from reaching one another.
 *
 * <p>Confined to the test's thread.
 */
public interface QuorumIsolation {
    /** Lets the member of a number reach no other, and none reach it. */
    void cutOff(int nodeId);

    /** Takes that back. */
    void heal(int nodeId);
}
