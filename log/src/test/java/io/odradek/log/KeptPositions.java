package io.odradek.log;

import io.odradek.spi.runtime.EventLoop;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Positions that survive everything, for tests of the log alone. */
final class KeptPositions implements LogPositions {
    private final Map<String, LogPosition> positions = new TreeMap<>();
    private boolean clean;

    void closedInGoodOrder(boolean inGoodOrder) {
        clean = inGoodOrder;
    }

    void set(String folder, LogPosition position) {
        positions.put(folder, position);
    }

    @Override
    public Optional<LogPosition> atStart(String folder) {
        return Optional.ofNullable(positions.get(folder));
    }

    @Override
    public boolean closedInGoodOrder() {
        return clean;
    }

    @Override
    public void note(String folder, LogPosition position) {
        positions.put(folder, position);
    }

    @Override
    public CompletableFuture<Void> keep(String folder, LogPosition position, EventLoop loop) {
        positions.put(folder, position);
        return CompletableFuture.completedFuture(null);
    }
}
