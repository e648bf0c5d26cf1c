package io.odradek.spi.transport;

/**
 * Why a connection ended.
 *
 * <p>Immutable.
 *
 * @param kind the kind of end
 * @param message a sentence for a person
 */
public record CloseReason(Kind kind, String message) {
    /** The kinds of end. */
    public enum Kind {
        /** This side closed it, or the transport was closed. */
        LOCAL,
        /** The other side closed it. */
        PEER,
        /** A frame was longer than the limit, or had a negative size: often a peer that does not speak Kafka. */
        FRAME_TOO_LARGE,
        /** The handler threw. */
        HANDLER_FAULT,
        /** TLS failed. */
        TLS,
        /** Anything else the network reported. */
        IO
    }
}
