package io.odradek.spi.quorum;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/**
 * One member's view of a log of commands that all members of a cluster agree on, and that survives the loss of a minority of them.
 *
 * <p>Thread-safe. The machine is called, and futures complete, on the loop of the {@link QuorumHost} the member was created with. Failures
 * are {@link io.odradek.api.OdradekException}s.
 *
 * <ul>
 *   <li>Q1 Every member applies the same commands in the same order, each at the same index. Indexes grow, and may leave gaps.
 *   <li>Q2 A command is applied only once it is committed: what a member has applied, every member will apply, whatever fails meanwhile.
 *   <li>Q3 After a start, of a member that was there before too, the machine is given a snapshot or nothing, and then every command behind
 *       it; {@link #start} completes when the machine has all that was committed before the call.
 *   <li>Q4 {@link #submit} completes with the command's index after this member's machine has applied it, or restored a snapshot with it.
 *   <li>Q5 A failed {@link #submit} says nothing of the command: it may have been committed, it may be later, and one command that was
 *       submitted once may be applied twice. Who submits makes commands that bear this.
 *   <li>Q6 {@link #submit} completes or fails within {@link QuorumSettings#submitTimeoutNs}, with REQUEST_TIMED_OUT when no majority
 *       answered.
 *   <li>Q7 What one member submits one after the other, each after the one before completed, is applied in that order.
 *   <li>Q8 A committed command survives the death of every member's process, and the loss of power, wherever the quorum is durable.
 *   <li>Q9 {@link Leadership} is a hint: two members may believe to lead at one time, and a leader may not know that it was deposed. Of two
 *       leaders the one with the smaller term commits nothing any more.
 *   <li>Q10 While a majority is out of reach nothing is committed, and nothing that was applied is taken back; once it is there again the
 *       quorum goes on by itself.
 *   <li>Q11 {@link QuorumMachine#snapshot} is asked for between two commands, at a time of the quorum's choice; commands before it may be
 *       forgotten then.
 *   <li>Q12 After {@link #close} completed the machine is not called any more, what was submitted and is not done has failed with CLOSED,
 *       and the member can be created and started again on the same files.
 * </ul>
 */
public interface MetadataQuorum {
    /**
     * Joins, and applies what was committed to {@code machine} (Q3). To be called once. Waits for a majority as long as it takes; {@link
     * #close} ends the waiting.
     *
     * @return a failure when what this member kept cannot be used; the message says what to do
     */
    CompletableFuture<Void> start(QuorumMachine machine);

    /**
     * Submits a command to the log, from any member.
     *
     * @param command its remaining bytes, the quorum's until the future completes
     * @return its index (Q4), or a failure (Q5, Q6)
     */
    CompletableFuture<Long> submit(ByteBuffer command);

    /** Who leads, as this member believes (Q9). */
    Leadership leadership();

    /** Leaves in good order. Idempotent; a member that was never started closes at once. */
    CompletableFuture<Void> close();
}
