package io.odradek.inmemory.transport;

import io.odradek.inmemory.time.VirtualProcess;
import io.odradek.inmemory.time.VirtualTime;
import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.runtime.RandomSource;
import io.odradek.spi.transport.Endpoint;
import io.odradek.spi.transport.TransportProvider;
import io.odradek.spi.transport.TransportSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A network between virtual processes, whose delays and faults come from the seed.
 *
 * <p>Confined to the thread that drives the virtual time. A connection neither loses nor reorders anything until it is cut; then each
 * direction loses everything after a seeded point, so that a request may arrive and its answer not. When a process is killed its
 * connections are cut.
 */
public final class SimulatedNetwork {
    private final VirtualTime time;
    private final RandomSource random;
    private final Fabric fabric = new Fabric();
    private final AddressBook addresses = new AddressBook();
    private final Map<InProcessTransport, VirtualProcess> processes = new LinkedHashMap<>();
    private final Set<VirtualProcess> stalled = new LinkedHashSet<>();
    private final Set<Direction> blocked = new LinkedHashSet<>();
    private final Set<VirtualProcess> refusing = new LinkedHashSet<>();
    private final Set<VirtualProcess> dyingSilently = new LinkedHashSet<>();
    private final List<Cable> cables = new ArrayList<>();
    private NetworkFaults faults = NetworkFaults.none();
    private long clogNsMax;

    /** A network without faults. */
    public SimulatedNetwork(VirtualTime time) {
        this.time = time;
        this.random = time.random("network");
    }

    /** A transport for one process, on new loops of that process. */
    public InProcessTransport transport(VirtualProcess process, TransportSettings settings) {
        VirtualLoops loops = new VirtualLoops(time, process, settings.name(), settings.eventLoopCount());
        InProcessTransport transport = new InProcessTransport(process.name(), fabric, loops, true);
        processes.put(transport, process);
        process.onKill(() -> processDied(transport));
        return transport;
    }

    /** A provider, named {@code in-process}, whose transports are those of one process: for engines that look theirs up in a registry. */
    public TransportProvider provider(VirtualProcess process) {
        return new SimulatedProvider(this, process);
    }

    /** How the network behaves from now on; what is on the way is not touched. */
    public void setFaults(NetworkFaults newFaults) {
        this.faults = newFaults;
    }

    /** From now on a frame may stay its sender's memory for up to {@code nsMax} nanoseconds before it is taken; 0: it is taken at once. */
    public void clog(long nsMax) {
        this.clogNsMax = nsMax;
    }

    /** Cuts every connection. */
    public void cutAll() {
        List.copyOf(cables).forEach(Cable::cut);
    }

    /** Cuts every connection of a process. */
    public void cut(VirtualProcess process) {
        cablesOf(process).forEach(Cable::cut);
    }

    /** Holds everything to and from a process, as when its switch is off; nothing is lost. */
    public void stall(VirtualProcess process) {
        stalled.add(process);
    }

    /** Lets go what {@link #stall} held. */
    public void resume(VirtualProcess process) {
        if (stalled.remove(process)) {
            cablesOf(process).forEach(Cable::resume);
        }
    }

    /** From one process to another. */
    private record Direction(VirtualProcess from, VirtualProcess to) {}

    /** Holds everything from one process to another, and nothing the other way; nothing is lost. Connections are refused in both ways. */
    public void block(VirtualProcess from, VirtualProcess to) {
        blocked.add(new Direction(from, to));
    }

    /** Lets go what {@link #block} held. */
    public void unblock(VirtualProcess from, VirtualProcess to) {
        if (blocked.remove(new Direction(from, to))) {
            cablesOf(from).forEach(Cable::resume);
        }
    }

    private boolean isBlocked(InProcessTransport from, InProcessTransport to) {
        VirtualProcess sender = processes.get(from);
        VirtualProcess receiver = processes.get(to);
        return sender != null && receiver != null && blocked.contains(new Direction(sender, receiver));
    }

    /** Whether what one sends to the other is held. */
    boolean isHeld(InProcessTransport from, InProcessTransport to) {
        return isStalled(from) || isStalled(to) || isBlocked(from, to);
    }

    /** Whether attempts to connect to a process are refused though it listens. */
    public void setRefusing(VirtualProcess process, boolean refuses) {
        if (refuses) {
            refusing.add(process);
        } else {
            refusing.remove(process);
        }
    }

    /** When this process is killed, nobody is told, as when a machine loses power: the other ends stay half open. */
    public void setDiesSilently(VirtualProcess process) {
        dyingSilently.add(process);
    }

    long nowNs() {
        return time.nowNs();
    }

    long drawLatencyNs() {
        return faults.latencyNsMin() + Math.floorMod(random.nextLong(), faults.latencyNsMax() - faults.latencyNsMin() + 1);
    }

    long drawClogNs() {
        return clogNsMax == 0 || random.nextInt(4) == 0 ? 0 : Math.floorMod(random.nextLong(), clogNsMax + 1);
    }

    /** Whether a frame is the one at which its connection is cut; {@code answer}: it comes from the side that listens. */
    boolean drawsCut(boolean answer) {
        double chance = answer ? Math.max(faults.cutChance(), faults.answerCutChance()) : faults.cutChance();
        return chance > 0 && random.nextDouble() < chance;
    }

    boolean drawsHalfOpen() {
        return faults.halfOpenChance() > 0 && random.nextDouble() < faults.halfOpenChance();
    }

    /**
     * How many of the things on the way arrive when a connection is cut. Half of all cuts are at any byte, which favours what is large; the
     * other half at any thing's end.
     */
    int drawSurvivors(List<Integer> sizesBytes) {
        if (random.nextInt(2) == 0) {
            return random.nextInt(sizesBytes.size() + 1);
        }
        long totalBytes = sizesBytes.stream().mapToLong(Integer::longValue).sum();
        long arrivingBytes = Math.floorMod(random.nextLong(), totalBytes + 1);
        int survivorCount = 0;
        for (int sizeBytes : sizesBytes) {
            arrivingBytes -= sizeBytes;
            if (arrivingBytes < 0) {
                break;
            }
            survivorCount++;
        }
        return survivorCount;
    }

    private boolean isStalled(InProcessTransport transport) {
        VirtualProcess process = processes.get(transport);
        return process != null && stalled.contains(process);
    }

    void afterLatency(EventLoop loop, Runnable task) {
        loop.schedule(drawLatencyNs(), task);
    }

    private List<Cable> cablesOf(VirtualProcess process) {
        List<Cable> found = new ArrayList<>();
        for (Map.Entry<InProcessTransport, VirtualProcess> entry : processes.entrySet()) {
            if (entry.getValue() == process) {
                cables.stream().filter(cable -> cable.touches(entry.getKey())).forEach(found::add);
            }
        }
        return found;
    }

    private void processDied(InProcessTransport transport) {
        VirtualProcess process = processes.get(transport);
        boolean silently = process != null && dyingSilently.contains(process);
        transport.listeners().forEach(InProcessListener::unbind);
        for (Cable cable : List.copyOf(cables)) {
            if (cable.touches(transport)) {
                if (silently) {
                    cable.fallSilent();
                } else {
                    cable.cut();
                }
                cables.remove(cable);
            }
        }
        processes.remove(transport);
    }

    /** The network as transports see it. */
    private final class Fabric implements Network {
        @Override
        public Endpoint bind(Endpoint wanted, InProcessListener listener) {
            return addresses.bind(wanted, listener);
        }

        @Override
        public void unbind(Endpoint endpoint, InProcessListener listener) {
            addresses.unbind(endpoint, listener);
        }

        @Override
        public Optional<InProcessListener> find(InProcessTransport caller, Endpoint endpoint) {
            if (faults.refuseChance() > 0 && random.nextDouble() < faults.refuseChance()) {
                return Optional.empty();
            }
            return addresses.find(endpoint)
                    .filter(listener -> !refusing.contains(processes.get(listener.transport())))
                    .filter(listener -> !isBlocked(caller, listener.transport()) && !isBlocked(listener.transport(), caller));
        }

        @Override
        public Wiring wire(InProcessConnection client, InProcessConnection server) {
            cables.removeIf(Cable::isOver);
            Cable cable = new Cable(SimulatedNetwork.this, client, server);
            cables.add(cable);
            return cable.wiring();
        }

        @Override
        public void answerLater(EventLoop loop, Runnable refused) {
            afterLatency(loop, refused);
        }
    }
}
