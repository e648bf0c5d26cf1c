package io.odradek.protocol.wire;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;

/**
 * Bytes from outside are not the message that they claim to be.
 *
 * <p>The message names the kind of message, its version, the path to the field and the offset in the frame. Who receives such a frame
 * gives up its connection: the place where the next message starts can no longer be trusted.
 */
public final class MalformedMessageException extends OdradekException {

    private static final long serialVersionUID = 1L;

    /** A message with the whole story. */
    public MalformedMessageException(String message) {
        super(ErrorCode.MALFORMED_INPUT, message);
    }
}
