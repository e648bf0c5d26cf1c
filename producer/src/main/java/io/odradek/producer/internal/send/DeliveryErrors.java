package io.odradek.producer.internal.send;

import io.odradek.api.DeliveryException;
import io.odradek.api.ErrorCode;
import io.odradek.api.NotEnoughReplicasException;
import io.odradek.api.OdradekException;
import io.odradek.api.Persistence;
import io.odradek.api.PluginException;
import io.odradek.producer.internal.batch.Batch;
import org.jspecify.annotations.Nullable;

/** The sentences that tell why records were not delivered. Thread-safe. */
final class DeliveryErrors {
    private DeliveryErrors() {}

    /** A broker's answer as an error. */
    static OdradekException answered(Batch batch, String broker, ErrorCode error, @Nullable String message) {
        String why = message == null || message.isBlank() ? error.words() : error.words() + ": " + message;
        return new OdradekException(error, "broker " + broker + " refused " + records(batch) + ": " + why);
    }

    /** The last word on a batch that failed for good. */
    static OdradekException gaveUp(Batch batch, OdradekException cause, String because) {
        String attempts = batch.attemptCount() <= 1 ? "" : " after " + batch.attemptCount() + " attempts";
        String message = records(batch) + " could not be delivered" + attempts + because + ": " + cause.getMessage();
        ErrorCode code = cause.code();
        if (code == ErrorCode.NOT_ENOUGH_REPLICAS || code == ErrorCode.NOT_ENOUGH_REPLICAS_AFTER_APPEND) {
            return new NotEnoughReplicasException(
                    code == ErrorCode.NOT_ENOUGH_REPLICAS_AFTER_APPEND, batch.persistence(), message, cause);
        }
        return new DeliveryException(code, batch.persistence(), message, cause);
    }

    /** The delivery timeout passed. */
    static OdradekException expired(Batch batch, DeliverySettings settings, String doing) {
        OdradekException last = batch.lastError();
        String attempts = batch.attemptCount() == 0
                ? "it was never sent"
                : "it was sent " + batch.attemptCount() + (batch.attemptCount() == 1 ? " time" : " times");
        return new DeliveryException(
                ErrorCode.DELIVERY_TIMED_OUT,
                batch.persistence(),
                records(batch) + " was not acknowledged within delivery.timeout.ms=" + settings.deliveryTimeoutNs() / 1_000_000 + ": "
                        + attempts + ", and was " + doing + (last == null ? "" : "; the last error was: " + last.getMessage()),
                last);
    }

    /** The producer ends before the batch could be delivered. */
    static OdradekException closed(Batch batch) {
        return new DeliveryException(
                ErrorCode.CLOSED,
                batch.persistence(),
                records(batch) + " was not delivered before the producer was closed",
                batch.lastError());
    }

    /** The batch would have to be split, and its records cannot be read again. */
    static OdradekException unreadable(Batch batch, OdradekException cause, Throwable unreadable) {
        PluginException error = new PluginException(
                records(batch) + " could not be split after an error (" + cause.getMessage()
                        + "), because its records could not be read again: " + unreadable,
                unreadable);
        error.addSuppressed(cause);
        return error;
    }

    static String records(Batch batch) {
        return "a batch of " + batch.recordCount() + (batch.recordCount() == 1 ? " record" : " records") + " for " + batch.partition();
    }

    /**
     * Whether an error may mean that another broker leads by now. Besides those that say so: a leader that hears nothing from its replicas,
     * or is asked with an epoch that it has not heard of, may have been replaced and not know yet.
     */
    static boolean isAboutLeaders(ErrorCode error) {
        return switch (error) {
            case REQUEST_TIMED_OUT, NOT_ENOUGH_REPLICAS, NOT_ENOUGH_REPLICAS_AFTER_APPEND, UNKNOWN_LEADER_EPOCH -> true;
            default -> error.refreshesMetadata();
        };
    }

    /** What an error of an attempt says of the records. */
    static Persistence persistence(ErrorCode error) {
        return switch (error) {
            // A leader that is replaced while records wait for its followers answers that it leads no more, though it has them.
            case NOT_LEADER_OR_FOLLOWER,
                    NETWORK_EXCEPTION,
                    REQUEST_TIMED_OUT,
                    UNKNOWN_SERVER_ERROR,
                    MALFORMED_INPUT,
                    KAFKA_STORAGE_ERROR ->
                Persistence.POSSIBLY_PERSISTED;
            case NOT_ENOUGH_REPLICAS_AFTER_APPEND -> Persistence.PERSISTED;
            default -> Persistence.NOT_PERSISTED;
        };
    }
}
