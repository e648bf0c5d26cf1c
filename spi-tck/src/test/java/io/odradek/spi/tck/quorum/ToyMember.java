package io.odradek.spi.tck.quorum;

import io.odradek.api.ErrorCode;
import io.odradek.api.OdradekException;
import io.odradek.spi.quorum.Leadership;
import io.odradek.spi.quorum.MetadataQuorum;
import io.odradek.spi.quorum.QuorumMachine;
import io.odradek.spi.quorum.QuorumSettings;
import io.odradek.spi.runtime.EventLoop;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** A member of a toy quorum. Its state is the log's, which synchronises. */
final class ToyMember implements MetadataQuorum {
    private static final long SOON_NS = 20_000_000;

    private final ToyLog log;
    private final QuorumSettings settings;
    private final EventLoop loop;
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private final Set<Submitted> undone = new LinkedHashSet<>();
    private final TreeMap<Long, Submitted> committed = new TreeMap<>();
    private @Nullable QuorumMachine machine;
    private long applied;
    private long joinIndex;
    private boolean joined;
    private boolean closed;
    private volatile Leadership believed = Leadership.NONE;

    /** A command, who submitted it, and who waits. */
    record Submitted(ToyMember member, byte[] bytes, CompletableFuture<Long> outcome) {
        void answer(long index) {
            member.onLoop(() -> outcome.complete(index));
        }

        void fail(ErrorCode code) {
            member.onLoop(() -> outcome.completeExceptionally(new OdradekException(code, "toy")));
        }
    }

    ToyMember(ToyLog log, QuorumSettings settings, EventLoop loop) {
        this.log = log;
        this.settings = settings;
        this.loop = loop;
    }

    int nodeId() {
        return settings.nodeId();
    }

    private boolean has(Flaw flaw) {
        return log.flaw() == flaw;
    }

    @Override
    public CompletableFuture<Void> start(QuorumMachine given) {
        synchronized (log) {
            machine = given;
            applied = log.replayFrom();
            joinIndex = log.lastIndex();
            if (has(Flaw.STARTS_EARLY)) {
                onLoop(() -> started.complete(null));
            }
            log.join(this, settings.members().size());
        }
        return started;
    }

    @Override
    public CompletableFuture<Long> submit(ByteBuffer command) {
        byte[] bytes = new byte[command.remaining()];
        command.duplicate().get(bytes);
        Submitted submitted = new Submitted(this, bytes, new CompletableFuture<>());
        synchronized (log) {
            if (closed) {
                submitted.fail(ErrorCode.CLOSED);
                return submitted.outcome();
            }
            undone.add(submitted);
            if (!has(Flaw.NEVER_TIMES_OUT)) {
                loop.schedule(settings.submitTimeoutNs(), () -> expire(submitted));
            }
            log.submit(submitted);
        }
        return submitted.outcome();
    }

    private void expire(Submitted submitted) {
        synchronized (log) {
            if (undone.remove(submitted)) {
                log.forget(submitted);
                submitted.fail(has(Flaw.TIMES_OUT_WITH_ANOTHER_CODE) ? ErrorCode.CLOSED : ErrorCode.REQUEST_TIMED_OUT);
            }
        }
    }

    void committedAt(long index, Submitted submitted) {
        if (has(Flaw.ANSWERS_EARLY)) {
            submitted.answer(index);
        } else {
            committed.put(index, submitted);
        }
    }

    /** The flaw: nobody else will ever see it. */
    void applyAlone(long index, Submitted submitted) {
        onLoop(() -> {
            deliver();
            machine.apply(index, ByteBuffer.wrap(submitted.bytes()));
            submitted.outcome().complete(index);
        });
    }

    /** Does something soon, with the log held. */
    void later(Runnable work) {
        loop.schedule(SOON_NS, () -> {
            synchronized (log) {
                work.run();
            }
        });
    }

    void wake() {
        onLoop(this::deliver);
    }

    private void deliver() {
        while (deliverNext()) {
            makeSnapshot();
        }
        synchronized (log) {
            if (!joined && log.serves(this) && !closed && applied >= joinIndex) {
                joined = true;
                started.complete(null);
                tell(believed);
            }
        }
    }

    private boolean deliverNext() {
        Runnable call;
        synchronized (log) {
            boolean gone = closed && !has(Flaw.CALLS_AFTER_THE_END);
            if (gone || !log.serves(this)) {
                return false;
            }
            if (log.needsSnapshot(applied)) {
                long index = applied = log.snapshotIndex();
                byte[] state = log.snapshot();
                call = () -> machine.restore(index, ByteBuffer.wrap(state));
            } else if (log.next(applied) != 0) {
                long index = applied = log.next(applied);
                byte[] bytes = command(index);
                call = () -> machine.apply(has(Flaw.MEMBERS_NUMBER_BY_THEMSELVES) ? index + nodeId() : index, ByteBuffer.wrap(bytes));
            } else {
                return false;
            }
        }
        call.run();
        answer();
        return true;
    }

    private byte[] command(long index) {
        boolean repeats = has(Flaw.ONE_MEMBER_REPEATS_COMMANDS) && nodeId() == settings.members().size() - 1 && index % 2 == 0;
        return log.command(repeats ? index - 1 : index);
    }

    private void answer() {
        Map<Long, Submitted> due;
        synchronized (log) {
            due = new TreeMap<>(committed.headMap(applied, true));
            committed.keySet().removeAll(due.keySet());
            undone.removeAll(due.values());
        }
        due.forEach((index, submitted) -> {
            if (has(Flaw.ANSWERS_ANYWHERE)) {
                new Thread(() -> submitted.outcome().complete(index)).start();
            } else {
                submitted.outcome().complete(index);
            }
        });
    }

    private void makeSnapshot() {
        synchronized (log) {
            if (!log.wantsSnapshot(applied)) {
                return;
            }
        }
        byte[][] state = new byte[1][];
        Runnable ask = () -> state[0] = machine.snapshot().array();
        if (has(Flaw.SNAPSHOTS_ANYWHERE)) {
            CompletableFuture.runAsync(ask).join();
        } else {
            ask.run();
        }
        synchronized (log) {
            log.compact(applied, state[0]);
        }
    }

    void tell(Leadership leadership) {
        if (joined && leadership.equals(believed) && leadership.term() == 0) {
            return;
        }
        believed = leadership;
        if (joined) {
            onLoop(() -> {
                if (!closed) {
                    machine.led(leadership);
                }
            });
        }
    }

    @Override
    public Leadership leadership() {
        return machine == null ? Leadership.NONE : believed;
    }

    @Override
    public CompletableFuture<Void> close() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        synchronized (log) {
            closed = true;
            if (!has(Flaw.CALLS_AFTER_THE_END)) {
                log.leave(this);
            }
            if (!has(Flaw.LEAVES_WHAT_IS_NOT_DONE)) {
                undone.forEach(submitted -> submitted.fail(ErrorCode.CLOSED));
                undone.clear();
            }
            onLoop(() -> {
                if (!has(Flaw.LEAVES_WHO_WAITS)) {
                    started.completeExceptionally(new OdradekException(ErrorCode.CLOSED, "toy"));
                }
                done.complete(null);
            });
        }
        return done;
    }

    private void onLoop(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException ended) {
            assert closed;
        }
    }
}
