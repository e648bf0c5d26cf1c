package io.odradek.api;

import org.jspecify.annotations.Nullable;

/**
 * A configuration that cannot be used: the message names the keys, the values and what to write instead.
 *
 * <p>Immutable.
 */
public final class ConfigException extends OdradekException {
    /** An error without a cause. */
    public ConfigException(String message) {
        this(message, null);
    }

    /** An error with the exception behind it. */
    public ConfigException(String message, @Nullable Throwable cause) {
        super(ErrorCode.INVALID_SETTING, message, cause);
    }
}
