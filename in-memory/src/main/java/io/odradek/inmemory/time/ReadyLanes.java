package io.odradek.inmemory.time;

import io.odradek.spi.runtime.RandomSource;
import java.util.ArrayList;
import java.util.List;

/**
 * The lanes that have something to do and may do it; whose turn it is, is drawn.
 *
 * <p>Confined to the thread that drives the virtual time.
 */
final class ReadyLanes {
    private final RandomSource order;
    private final List<Lane> lanes = new ArrayList<>();

    ReadyLanes(RandomSource order) {
        this.order = order;
    }

    boolean isEmpty() {
        return lanes.isEmpty();
    }

    /** Adds a task to its lane, which is ready from now on, unless its process is paused. */
    void add(VirtualTask task) {
        Lane lane = task.lane();
        if (lane.add(task) && !lane.process().isPaused()) {
            lanes.add(lane);
        }
    }

    /** The next task of some lane. One must be ready. */
    VirtualTask next() {
        int turn = lanes.size() == 1 ? 0 : order.nextInt(lanes.size());
        Lane lane = lanes.get(turn);
        VirtualTask task = lane.remove();
        if (lane.isEmpty()) {
            lanes.remove(turn);
        }
        return task;
    }

    /** Throws away what a process had to do. */
    void removeAll(VirtualProcess process) {
        lanes.removeIf(lane -> {
            boolean dead = lane.process() == process;
            if (dead) {
                lane.clear();
            }
            return dead;
        });
    }

    /** Lets a process's lanes have no turn, until they are let go. */
    void hold(VirtualProcess process) {
        lanes.removeIf(lane -> lane.process() == process);
    }

    /** Lanes that were held, or have never been ready, have turns again. */
    void letGo(List<Lane> held) {
        held.stream().filter(lane -> !lane.isEmpty()).forEach(lanes::add);
    }
}
