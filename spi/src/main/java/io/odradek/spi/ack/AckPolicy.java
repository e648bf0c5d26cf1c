package io.odradek.spi.ack;

/**
 * Says what must hold before a produce request is answered. It has two faces: the producer needs the code on the wire and whether an
 * answer comes at all; the broker asks before the append whether to take the records, and after it what to wait for.
 *
 * <p>Immutable: the same question always has the same answer, on any thread.
 *
 * <ul>
 *   <li>A1 {@link #acks()} is constant; two policies of one code cannot be used together.
 *   <li>A2 A policy that awaits no answer requires {@link Requirement.Appended} and refuses nothing: nobody would hear of it. Code 0
 *       awaits none, as every client expects.
 *   <li>A3 {@link #admit} depends on its argument alone.
 *   <li>A4 A refusal carries an error that may travel on the wire, and a reason that names the numbers.
 *   <li>A5 {@link #require} depends on its argument alone, and what it requires can be reached by a partition whose replicas are all in
 *       sync.
 *   <li>A6 Neither method blocks, nor does input or output.
 *   <li>A7 No policy can show readers what lies above the high watermark: what it requires delays the answer and nothing else.
 * </ul>
 */
public interface AckPolicy {
    /** The code in the produce request: 0, 1 and −1 are Kafka's. */
    short acks();

    /** Whether the producer waits for an answer, and the broker sends one. */
    boolean answerAwaited();

    /** Whether the partition may append now. */
    Admission admit(PartitionState partition);

    /** What must hold for the records just appended before the request is answered. */
    Requirement require(PartitionState partition);

    /**
     * The same policy, held to its rules: an exception, null, a refusal that cannot travel or that nobody awaits, or a requirement that
     * cannot be met becomes a {@link io.odradek.api.PluginException} that names the plug-in. Engines call policies through this.
     */
    static AckPolicy guarded(String name, AckPolicy policy) {
        return new GuardedAckPolicy(name, policy);
    }
}
