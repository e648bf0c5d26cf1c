package io.odradek.inmemory.transport;

/**
 * Carries what one end of a connection sends to the other end's loop: in order, each thing once, unless the network loses the rest.
 *
 * <p>Called on the sending end's loop.
 */
@FunctionalInterface
interface Link {
    /** Runs {@code arrival} on the other end's loop, later. {@code sizeBytes} is 0 for what is no frame. */
    void carry(int sizeBytes, Runnable arrival);
}
