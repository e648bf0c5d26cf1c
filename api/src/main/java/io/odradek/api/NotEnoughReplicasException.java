package io.odradek.api;

import org.jspecify.annotations.Nullable;

/**
 * A record that was not acknowledged because fewer replicas are in sync than {@code min.insync.replicas} asks for.
 *
 * <p>Its code is {@link ErrorCode#NOT_ENOUGH_REPLICAS} when the leader refused the record before appending it, and {@link
 * ErrorCode#NOT_ENOUGH_REPLICAS_AFTER_APPEND} when the set of replicas shrank afterwards. Immutable.
 */
public final class NotEnoughReplicasException extends DeliveryException {
    /** A refusal before ({@code afterAppend} false) or after the append. */
    public NotEnoughReplicasException(boolean afterAppend, Persistence persistence, String message, @Nullable Throwable cause) {
        super(
                afterAppend ? ErrorCode.NOT_ENOUGH_REPLICAS_AFTER_APPEND : ErrorCode.NOT_ENOUGH_REPLICAS,
                persistence,
                message,
                cause);
    }
}
