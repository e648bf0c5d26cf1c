package io.odradek.protocol.wire;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;

/**
 * A message holds something that the chosen version of its format cannot carry: a field that the version does not know and that must not
 * be dropped, a null where none is allowed, a string that is too long.
 */
public final class UnencodableMessageException extends OdradekException {

    private static final long serialVersionUID = 1L;

    /** A message that names kind, version and field. */
    public UnencodableMessageException(String message) {
        super(ErrorCode.UNSUPPORTED_VERSION, message);
    }
}
