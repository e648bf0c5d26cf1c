package io.odradek.inmemory.transport;

/**
 * Carries what one end of a connection sends to the other end's loop: in order, each thing once, unless the network loses the rest.
 *
 * <p>Called on the sending end's loop.
 */
@FunctionalInterface
interface Link {
    /** Whether it takes no frames now, as a network does when an end's switch is off: they stay the sender's memory meanwhile. */
    default boolean isHeld() {
        return false;
    }

    /** For how many nanoseconds the next frame stays the sender's memory before it is taken, as when a socket's buffer is full; often 0. */
    default long drawClogNs() {
        return 0;
    }

    /** Runs {@code arrival} on the other end's loop, later. {@code sizeBytes} is 0 for what is no frame. */
    void carry(int sizeBytes, Runnable arrival);
}
