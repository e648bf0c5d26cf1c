package io.odradek.spi.tck.quorum;

import io.odradek.spi.quorum.Leadership;
import io.odradek.spi.quorum.QuorumMachine;
import io.odradek.spi.runtime.EventLoop;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * A machine whose state is every command there was, and which writes down how it is treated.
 *
 * <p>Thread-safe.
 */
final class RecordingMachine implements QuorumMachine {
    private final EventLoop loop;
    private final List<Entry> log = new ArrayList<>();
    private final List<Leadership> leaderships = new ArrayList<>();
    private final List<String> offences = new ArrayList<>();
    private final Map<CompletableFuture<Void>, BooleanSupplier> watches = new LinkedHashMap<>();
    private long lastIndex = Long.MIN_VALUE;
    private int restoreCount;
    private int snapshotCount;
    private boolean busy;
    private boolean ended;

    /** A command and where it was applied; its bytes as ISO 8859-1. */
    record Entry(long index, String command) {}

    RecordingMachine(EventLoop loop) {
        this.loop = loop;
    }

    @Override
    public void apply(long index, ByteBuffer command) {
        called("apply", () -> {
            if (index <= lastIndex) {
                offences.add("Q1: applied " + index + " after " + lastIndex);
            }
            lastIndex = index;
            log.add(new Entry(index, text(command)));
        });
    }

    @Override
    public void restore(long index, ByteBuffer snapshot) {
        called("restore", () -> {
            restoreCount++;
            if (index < lastIndex) {
                offences.add("Q2: restored " + index + " after " + lastIndex);
            }
            lastIndex = index;
            log.clear();
            while (snapshot.hasRemaining()) {
                long entryIndex = snapshot.getLong();
                ByteBuffer command = snapshot.slice(snapshot.position() + Integer.BYTES, snapshot.getInt());
                log.add(new Entry(entryIndex, text(command)));
                snapshot.position(snapshot.position() + command.capacity());
            }
            if (!log.isEmpty() && log.get(log.size() - 1).index() > index) {
                offences.add("Q11: restored " + index + " with a snapshot up to " + log.get(log.size() - 1).index());
            }
        });
    }

    @Override
    public ByteBuffer snapshot() {
        ByteBuffer[] state = new ByteBuffer[1];
        called("snapshot", () -> {
            snapshotCount++;
            state[0] = encoded();
        });
        return state[0];
    }

    private ByteBuffer encoded() {
        int sizeBytes = log.stream().mapToInt(entry -> Long.BYTES + Integer.BYTES + entry.command().length()).sum();
        ByteBuffer state = ByteBuffer.allocate(sizeBytes);
        for (Entry entry : log) {
            byte[] bytes = entry.command().getBytes(StandardCharsets.ISO_8859_1);
            state.putLong(entry.index()).putInt(bytes.length).put(bytes);
        }
        return state.flip();
    }

    @Override
    public void led(Leadership leadership) {
        called("led", () -> leaderships.add(leadership));
    }

    /** Whatever the quorum does with the machine, the manners are the same. */
    private void called(String method, Runnable work) {
        List<CompletableFuture<Void>> seen = new ArrayList<>();
        synchronized (this) {
            if (!loop.inEventLoop()) {
                offences.add(method + " was called on " + Thread.currentThread().getName() + ", not on the loop");
            }
            if (ended) {
                offences.add("Q12: " + method + " was called after the end");
            }
            if (busy) {
                offences.add("Q11: " + method + " was called inside another call");
            }
            busy = true;
            work.run();
            busy = false;
            watches.forEach((watch, condition) -> {
                if (condition.getAsBoolean()) {
                    seen.add(watch);
                }
            });
            seen.forEach(watches::remove);
        }
        seen.forEach(watch -> watch.complete(null));
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString();
    }

    /** Done when all up to an index is applied. */
    CompletableFuture<Void> holds(long index) {
        return when(() -> lastIndex >= index);
    }

    /** Done when the last that was told of a leader is so. */
    CompletableFuture<Void> isTold(Predicate<Leadership> wanted) {
        return when(() -> !leaderships.isEmpty() && wanted.test(leaderships.get(leaderships.size() - 1)));
    }

    private synchronized CompletableFuture<Void> when(BooleanSupplier condition) {
        if (condition.getAsBoolean()) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> watch = new CompletableFuture<>();
        watches.put(watch, condition);
        return watch;
    }

    /** From now on it must not be called. */
    synchronized void end() {
        ended = true;
    }

    synchronized List<Entry> log() {
        return List.copyOf(log);
    }

    /** The commands in their order. */
    synchronized List<String> commands() {
        return log.stream().map(Entry::command).toList();
    }

    /** What stands at indexes up to this one. */
    synchronized List<Entry> logUpTo(long index) {
        return log.stream().filter(entry -> entry.index() <= index).toList();
    }

    synchronized long lastIndex() {
        return lastIndex;
    }

    synchronized int restoreCount() {
        return restoreCount;
    }

    synchronized int snapshotCount() {
        return snapshotCount;
    }

    synchronized List<Leadership> leaderships() {
        return List.copyOf(leaderships);
    }

    synchronized List<String> offences() {
        return List.copyOf(offences);
    }
}
