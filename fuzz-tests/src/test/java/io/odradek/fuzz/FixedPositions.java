package io.odradek.fuzz;

import io.odradek.log.LogPosition;
import io.odradek.log.LogPositions;
import io.odradek.spi.runtime.EventLoop;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Positions of logs in memory. Confined to one thread. */
final class FixedPositions implements LogPositions {
    private final Map<String, LogPosition> positions = new TreeMap<>();
    private boolean closedInGoodOrder;

    FixedPositions(boolean closedInGoodOrder) {
        this.closedInGoodOrder = closedInGoodOrder;
    }

    void closeInGoodOrder() {
        closedInGoodOrder = true;
    }

    @Override
    public Optional<LogPosition> atStart(String folder) {
        return Optional.ofNullable(positions.get(folder));
    }

    @Override
    public boolean closedInGoodOrder() {
        return closedInGoodOrder;
    }

    @Override
    public void note(String folder, LogPosition position) {
        positions.put(folder, position);
    }

    @Override
    public CompletableFuture<Void> keep(String folder, LogPosition position, EventLoop loop) {
        note(folder, position);
        return CompletableFuture.completedFuture(null);
    }
}
