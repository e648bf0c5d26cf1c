package io.odradek.spi.quorum;

import io.odradek.api.OdradekException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What a quorum's commands act on: the same commands in the same order give the same state on every member.
 *
 * <p>Confined to the loop of the {@link QuorumHost}. No method may block, nor keep the buffer it is given.
 */
public interface QuorumMachine {
    /**
     * Takes a committed command. Must depend on nothing but the state and its arguments.
     *
     * @param index greater than that of any command before
     * @param command its bytes, valid during the call
     */
    void apply(long index, ByteBuffer command);

    /** Becomes what {@link #snapshot} was written from, whatever it was before. */
    void restore(long index, ByteBuffer snapshot);

    /** All that the commands applied so far have made. The caller's from then on. */
    ByteBuffer snapshot();

    /** Another member leads, or none, as far as this one knows (Q9). */
    void led(Leadership leadership);

    /**
     * The identity of the cluster whose commands these are, empty as long as it is not known; members that say different ones do not take each
     * other for members. Empty unless it is overridden. Unlike the rest, asked for on any thread.
     */
    default Optional<String> cluster() {
        return Optional.empty();
    }

    /**
     * This member has stopped by itself after it had started, as when its files cannot be written any more: nothing is applied and nothing
     * taken from now on, until it is created anew. The last call. Does nothing unless it is overridden.
     *
     * @param why what happened, and what to do
     */
    default void ended(OdradekException why) {}
}
