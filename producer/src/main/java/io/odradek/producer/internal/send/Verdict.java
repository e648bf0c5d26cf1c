package io.odradek.producer.internal.send;

import io.odradek.api.OdradekException;

/** What follows a failed attempt. Immutable. */
sealed interface Verdict {
    /** Again, after a wait. */
    record Again(long delayNs) implements Verdict {}

    /** No more; the records fail. */
    record GiveUp(OdradekException error) implements Verdict {}

    /** To another topic. */
    record Divert(String topic, OdradekException reason) implements Verdict {}
}
