package io.odradek.testkit.cluster;

import io.odradek.inmemory.storage.MemoryLogStorageProvider;
import io.odradek.inmemory.time.TaskFailure;
import io.odradek.spi.plugin.PluginRegistry;
import io.odradek.spi.transport.Endpoint;
import io.odradek.testkit.history.Evidence;
import io.odradek.testkit.judge.Judge;
import io.odradek.testkit.world.RunReport;
import io.odradek.testkit.world.SimulatedWorld;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Runs seeds of a cluster: for each a world of its own, in which real producers write to three to five real brokers, while faults happen and
 * after they are over.
 *
 * <p>Immutable; a run is confined to the thread that calls it.
 */
public final class ClusterSimulation {
    private final PluginRegistry plugins;
    private final Judge judge;

    /** Runs with the plug-ins that can be found, judged by every promise. */
    public ClusterSimulation() {
        this(PluginRegistry.discover().with(new MemoryLogStorageProvider()), Judge.ofEverything());
    }

    /** Runs with plug-ins of one's own, judged by promises of one's choice. */
    public ClusterSimulation(PluginRegistry plugins, Judge judge) {
        this.plugins = plugins;
        this.judge = judge;
    }

    /** Runs a seed, with a scenario and faults that come from it. */
    public ClusterReport run(long seed) {
        List<Endpoint> most = IntStream.range(0, 5).mapToObj(i -> new Endpoint("broker-" + (ClusterScenario.FIRST_ID + i), 9092)).toList();
        SimulatedWorld world = new SimulatedWorld(seed, plugins, most);
        ClusterScenario scenario = ClusterScenario.of(world.time().random("cluster scenario"));
        ClusterFaultPlan plan = ClusterFaultPlan.of(world.time().random("cluster faults"), scenario);
        ClusterRun run = new ClusterRun(world, scenario, plan);
        try {
            run.play();
        } catch (RuntimeException thrown) {
            world.history().leftOver("the run ended with " + thrown);
        }
        for (TaskFailure failure : world.time().failures()) {
            world.history().leftOver("a task of " + failure.lane() + " threw at " + failure.atNs() + " ns: " + failure.error());
        }
        Evidence evidence = world.history().evidence();
        RunReport.Pace pace = new RunReport.Pace(world.time().nowNs(), world.time().stepCount(), world.time().traceHash());
        return new ClusterReport(
                seed,
                scenario + "\n" + plan,
                plan.faults().stream()
                        .map(ClusterFault::kind)
                        .map(kind -> new ClusterReport.PlannedFault(
                                kind.ordinal(), kind.name().toLowerCase(Locale.ROOT), kind.loses()))
                        .toList(),
                evidence,
                judge.judge(evidence),
                run.checker().violations(),
                run.checker().shownCount(),
                pace);
    }
}
