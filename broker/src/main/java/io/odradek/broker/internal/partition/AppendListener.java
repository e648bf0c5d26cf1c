package io.odradek.broker.internal.partition;

/** Told what becomes of an append: first that its bytes are let go, then the outcome; each once. Called on the partition's loop. */
public interface AppendListener {
    /** The bytes that were to be appended are no longer looked at. */
    void released();

    /** What the producer is to be told. */
    void answered(AppendOutcome outcome);
}
