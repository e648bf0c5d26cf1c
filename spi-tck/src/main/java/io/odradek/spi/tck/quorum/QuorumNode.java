package io.odradek.spi.tck.quorum;

import io.odradek.spi.quorum.MetadataQuorum;
import io.odradek.spi.runtime.EventLoop;

/**
 * A process with one member of the quorum in it, as far as one JVM can tell processes apart.
 *
 * <p>Confined to the test's thread. Two nodes of one number, one after the other, have the same files.
 */
public interface QuorumNode {
    /** The loop that the member was created with. */
    EventLoop loop();

    /** The member, which the contract starts. */
    MetadataQuorum quorum();

    /** Ends the process after the contract has closed the member: lets go of all it lived on. */
    void stop();

    /**
     * Ends the process without a word. After it the machine is not called any more, and the next node of its number can begin. Whoever
     * cannot do so inside one JVM closes the member first.
     */
    void kill();
}
