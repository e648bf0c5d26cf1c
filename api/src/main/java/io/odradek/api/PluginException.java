package io.odradek.api;

import org.jspecify.annotations.Nullable;

/**
 * A plug-in that is missing, could not be created or misbehaved: the message names the contract, the plug-in and its jar.
 *
 * <p>Immutable.
 */
public final class PluginException extends OdradekException {
    /** An error without a cause. */
    public PluginException(String message) {
        this(message, null);
    }

    /** An error with the exception behind it. */
    public PluginException(String message, @Nullable Throwable cause) {
        super(ErrorCode.PLUGIN_FAULT, message, cause);
    }
}
