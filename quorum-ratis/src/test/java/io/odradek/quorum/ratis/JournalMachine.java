package io.odradek.quorum.ratis;

import io.odradek.spi.quorum.Leadership;
import io.odradek.spi.quorum.QuorumMachine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps every command as text, with its index; its snapshot is all of them. Written on the loop, read by the test. */
final class JournalMachine implements QuorumMachine {
    final List<String> commands = new CopyOnWriteArrayList<>();
    final List<Long> indexes = new CopyOnWriteArrayList<>();
    final List<Leadership> leaderships = new CopyOnWriteArrayList<>();
    volatile int restoreCount;
    volatile int snapshotCount;

    @Override
    public void apply(long index, ByteBuffer command) {
        if (!indexes.isEmpty() && indexes.get(indexes.size() - 1) >= index) {
            throw new AssertionError("index " + index + " after " + indexes.get(indexes.size() - 1));
        }
        String text = StandardCharsets.UTF_8.decode(command).toString();
        if (text.equals("throw")) {
            throw new IllegalStateException("a command that cannot be borne");
        }
        indexes.add(index);
        commands.add(text);
    }

    @Override
    public void restore(long index, ByteBuffer snapshot) {
        String text = StandardCharsets.UTF_8.decode(snapshot).toString();
        List<String> read = new ArrayList<>();
        for (String line : text.split("\n")) {
            if (!line.isEmpty()) {
                read.add(line);
            }
        }
        commands.clear();
        commands.addAll(read);
        indexes.clear();
        indexes.add(index);
        restoreCount++;
    }

    @Override
    public ByteBuffer snapshot() {
        snapshotCount++;
        return StandardCharsets.UTF_8.encode(String.join("\n", commands) + "\n");
    }

    @Override
    public void led(Leadership leadership) {
        leaderships.add(leadership);
    }
}
