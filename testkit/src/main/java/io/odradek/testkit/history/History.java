package io.odradek.testkit.history;

import io.odradek.api.TopicPartition;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what a run does, in order.
 *
 * <p>Confined to the thread that drives the virtual time.
 */
public final class History {
    private final LongSupplier nowNs;
    private final Entries entries = new Entries();
    private long momentCount;

    /** An empty history; {@code nowNs} tells the virtual nanoseconds since the start. */
    public History(LongSupplier nowNs) {
        this.nowNs = nowNs;
    }

    /** This moment, after everything that was written down before and before everything that comes later. */
    public Moment now() {
        return new Moment(momentCount++, nowNs.getAsLong());
    }

    /** A producer that takes part. */
    public void producer(ProducerTraits traits) {
        entries.producers.add(traits);
    }

    /** A producer's process was killed: what it had not told by now it never tells. */
    public void producerDied(int producer) {
        entries.deaths.put(producer, now());
    }

    /** A producer's process is paused; the number to tell the end with. */
    public int producerPaused(int producer) {
        entries.pauses.add(new Pause(producer, now(), null));
        return entries.pauses.size() - 1;
    }

    /** A paused process goes on. */
    public void producerResumed(int pause) {
        Pause begun = entries.pauses.get(pause);
        entries.pauses.set(pause, new Pause(begun.producer(), begun.begun(), now()));
    }

    /** A record is about to be sent; the number must be new. */
    public void sending(long number, int producer, String topic, @Nullable Integer partition, Content content) {
        entries.sendings.add(new Sending(number, producer, topic, partition, content, now()));
    }

    /** A callback was called. */
    public void completed(long number, Outcome outcome) {
        entries.completions.add(new Completion(number, outcome, now()));
    }

    /** A retry policy was asked. */
    public void attemptFailed(int producer, TopicPartition partition, int attempt) {
        entries.attempts.add(new Attempt(producer, partition, attempt));
    }

    /** A flush was called; the number to tell its end with. */
    public int flushBegun(int producer) {
        entries.flushes.add(new Flush(producer, now(), null));
        return entries.flushes.size() - 1;
    }

    /** A flush completed. */
    public void flushDone(int flush) {
        Flush begun = entries.flushes.get(flush);
        entries.flushes.set(flush, new Flush(begun.producer(), begun.begun(), now()));
    }

    /** A reader saw a record. */
    public void seen(String reader, TopicPartition partition, long offset, Content content) {
        entries.sightings.add(new Sighting(reader, partition, offset, content, now()));
    }

    /** A machine lost power. */
    public void powerLost() {
        entries.power.lost(now());
    }

    /** Everything that was in the log before {@code covered} has been forced. */
    public void forced(Moment covered) {
        entries.power.forced(covered, now());
    }

    /** The last fault is over: from now on everything must work. */
    public void healed() {
        entries.healed = now();
    }

    /** What a partition held in the end; to be told once per partition. */
    public void finalLog(FinalLog log) {
        entries.logs.add(log);
    }

    /** Something that was not given back, not ended or not caught, as a sentence. */
    public void leftOver(String what) {
        entries.leftovers.add(what);
    }

    /** What was written down so far, arranged to be asked. */
    public Evidence evidence() {
        return new Evidence(entries);
    }
}
