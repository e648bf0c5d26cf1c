package io.odradek.producer.internal.send;

/**
 * How batches are delivered.
 *
 * <p>Immutable. Kafka's keys.
 *
 * @param acks what acknowledgement is asked for ({@code acks}, {@code ack.policy})
 * @param idempotent whether batches are numbered ({@code enable.idempotence})
 * @param inFlightMax requests that may be unanswered on one connection ({@code max.in.flight.requests.per.connection})
 * @param requestSizeBytesMax bytes of batches in one request ({@code max.request.size})
 * @param requestTimeoutMs milliseconds the broker may take for an acknowledgement ({@code request.timeout.ms})
 * @param retryCountMax attempts after the first ({@code retries})
 * @param deliveryTimeoutNs nanoseconds from the batch's first record to its end ({@code delivery.timeout.ms})
 */
public record DeliverySettings(
        AckTerms acks,
        boolean idempotent,
        int inFlightMax,
        int requestSizeBytesMax,
        int requestTimeoutMs,
        int retryCountMax,
        long deliveryTimeoutNs) {
    /** Whether the broker answers at all. */
    public boolean answerAwaited() {
        return acks.answerAwaited();
    }
}
