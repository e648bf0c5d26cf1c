package io.odradek.cli.torture;

import io.odradek.cli.console.CommandFailure;
import io.odradek.cli.process.BrokerProcess;
import io.odradek.cli.trial.TrialCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Does faults to brokers, and takes them back.
 *
 * <p>Confined to one thread.
 */
final class Operator {
    private static final Duration STOP_MAX = Duration.ofSeconds(20);

    private final TrialCluster trial;
    private final Map<Integer, TcpProxy> proxies;

    Operator(TrialCluster trial, Map<Integer, TcpProxy> proxies) {
        this.trial = trial;
        this.proxies = Map.copyOf(proxies);
    }

    /** Whom a fault strikes now. */
    List<BrokerProcess> struck(Fault fault) {
        List<BrokerProcess> all = trial.fleet().all();
        if (fault.kind() == FaultKind.KILL_ALL) {
            return all;
        }
        OptionalInt leader = fault.onLeader() ? trial.quorumLeader() : OptionalInt.empty();
        int first = fault.broker();
        for (int i = 0; leader.isPresent() && i < all.size(); i++) {
            first = all.get(i).site().id() == leader.getAsInt() ? i : first;
        }
        List<BrokerProcess> struck = new ArrayList<>(List.of(all.get(first)));
        if (fault.kind().several()) {
            struck.add(all.get((first + 1) % all.size()));
        }
        return struck;
    }

    /** Does it; a sentence about what did not go as it should, or an empty one. */
    String strike(Fault fault, List<BrokerProcess> struck) throws InterruptedException {
        for (BrokerProcess process : struck) {
            switch (fault.kind()) {
                case KILL, KILL_TWO, KILL_ALL -> process.kill();
                case PAUSE -> process.pause();
                case STOP -> {
                    if (process.state() == BrokerProcess.State.RUNNING && process.stop(STOP_MAX).isEmpty()) {
                        return "broker " + process.site().id() + " did not stop within " + STOP_MAX.toSeconds() + " seconds and was killed";
                    }
                }
                case CUT -> proxy(process).cut();
                case SILENCE -> proxy(process).pass(false, false);
                case NO_ANSWERS -> proxy(process).pass(true, false);
            }
        }
        return "";
    }

    /** Takes it back, and lets every process run that does not; returns when all accept connections. */
    void heal(List<BrokerProcess> struck, Duration max) {
        struck.forEach(process -> proxy(process).pass(true, true));
        trial.runAll(max);
    }

    private TcpProxy proxy(BrokerProcess process) {
        TcpProxy proxy = proxies.get(process.site().id());
        if (proxy == null) {
            throw CommandFailure.failed("there is no proxy before broker " + process);
        }
        return proxy;
    }
}
