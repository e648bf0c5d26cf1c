package io.odradek.testkit.history;

/**
 * What a producer was told to promise.
 *
 * <p>Immutable.
 *
 * @param producer its number
 * @param answerAwaited whether a broker's answer is awaited ({@code acks} is not 0)
 * @param forceAwaited whether the broker answers only when the records are forced to its disk
 * @param idempotent whether it numbers its batches ({@code enable.idempotence})
 * @param inFlightCountMax how many requests it has under way at once ({@code max.in.flight.requests.per.connection})
 * @param deliveryTimeoutNs nanoseconds within which it must tell what became of a record ({@code delivery.timeout.ms})
 * @param telling what it tells besides
 */
public record ProducerTraits(
        int producer,
        boolean answerAwaited,
        boolean forceAwaited,
        boolean idempotent,
        int inFlightCountMax,
        long deliveryTimeoutNs,
        Telling telling) {
    /**
     * What a producer tells besides what became of each record.
     *
     * @param attempts whether every failed attempt at a batch is told to the history; where it is not, nobody knows how often one was tried
     * @param inOrder whether callbacks come in the order of the sends, too, where the log has that order
     */
    public record Telling(boolean attempts, boolean inOrder) {
        /** All, as our own producer does. */
        public static final Telling ALL = new Telling(true, true);
    }

    /** Whether it keeps the order of its sends within a partition. */
    public boolean keepsOrder() {
        return idempotent || (answerAwaited && inFlightCountMax == 1);
    }
}
