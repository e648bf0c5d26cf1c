package io.odradek.client;

import io.odradek.spi.transport.CloseReason;

/** Guesses what answered when it was not Kafka: the first four bytes of an answer, read as a frame's size, tell. Thread-safe. */
final class ForeignPeer {
    private static final String HTTP_AS_SIZE = "1213486160";
    private static final String SSH_AS_SIZE = "1397966893";
    private static final String TLS_ALERT_PREFIX_AS_SIZE = "35251";

    private ForeignPeer() {}

    /** A clause for the sentence "HOST:PORT …". */
    static String explain(CloseReason reason) {
        return switch (reason.kind()) {
            case FRAME_TOO_LARGE -> "does not speak Kafka (" + likeness(reason.message()) + ")";
            case PEER -> "closed the connection instead of answering: it does not speak Kafka, or it wants TLS or a login";
            case TLS -> "could not agree on TLS: " + reason.message();
            case LOCAL, HANDLER_FAULT, IO -> "was lost before it answered: " + reason.message();
        };
    }

    private static String likeness(String message) {
        if (message.contains(HTTP_AS_SIZE)) {
            return "it answered like an HTTP server";
        }
        if (message.contains(SSH_AS_SIZE)) {
            return "it answered like an SSH server";
        }
        if (message.contains(TLS_ALERT_PREFIX_AS_SIZE)) {
            return "it answered like a TLS server";
        }
        return "it answered with bytes that are no Kafka frame: " + message;
    }
}
