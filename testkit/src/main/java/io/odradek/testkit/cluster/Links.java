package io.odradek.testkit.cluster;

import io.odradek.inmemory.time.VirtualProcess;
import io.odradek.inmemory.transport.SimulatedNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The network between the brokers of a cluster. Clients reach them all the same.
 *
 * <p>Confined to the thread that drives the virtual time.
 */
final class Links {
    private final SimulatedNetwork network;
    private final List<ClusterBroker> brokers;

    Links(SimulatedNetwork network, List<ClusterBroker> brokers) {
        this.network = network;
        this.brokers = List.copyOf(brokers);
    }

    /** Cuts all of them, and gives what mends them. */
    Runnable cutAll() {
        return cut(brokers, brokers, false);
    }

    /** Cuts those between one broker and all others, and gives what mends them. */
    Runnable cutToOthers(ClusterBroker broker) {
        return cut(List.of(broker), brokers, true);
    }

    /** Cuts those from some brokers to others, and gives what mends them. */
    Runnable cut(List<ClusterBroker> ones, List<ClusterBroker> others, boolean bothWays) {
        List<Runnable> mendings = new ArrayList<>();
        for (ClusterBroker one : ones) {
            for (ClusterBroker other : others) {
                if (one != other && one.process().isPresent() && other.process().isPresent()) {
                    VirtualProcess from = one.process().get();
                    VirtualProcess to = other.process().get();
                    block(from, to, mendings::add);
                    if (bothWays) {
                        block(to, from, mendings::add);
                    }
                }
            }
        }
        return () -> mendings.forEach(Runnable::run);
    }

    private void block(VirtualProcess from, VirtualProcess to, Consumer<Runnable> mendings) {
        network.block(from, to);
        mendings.accept(() -> network.unblock(from, to));
    }
}
