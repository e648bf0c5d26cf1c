package io.odradek.testkit.world;

import io.odradek.inmemory.time.TaskFailure;
import io.odradek.inmemory.time.VirtualTime;
import io.odradek.spi.plugin.PluginRegistry;
import io.odradek.testkit.history.Evidence;
import io.odradek.testkit.judge.Judge;

/**
 * Runs seeds: for each a world of its own, in which a real producer writes to a real broker and real readers read, while faults happen and
 * after they are over.
 *
 * <p>Immutable; a run is confined to the thread that calls it.
 */
public final class Simulation {
    private final PluginRegistry plugins;
    private final Judge judge;

    /** Runs with the plug-ins that can be found, judged by every promise. */
    public Simulation() {
        this(PluginRegistry.discover(), Judge.ofEverything());
    }

    /** Runs with plug-ins of one's own, judged by promises of one's choice. */
    public Simulation(PluginRegistry plugins, Judge judge) {
        this.plugins = plugins;
        this.judge = judge;
    }

    /** Runs a seed, with a scenario and faults that come from it. */
    public RunReport run(long seed) {
        SimulatedWorld world = new SimulatedWorld(seed, plugins);
        Scenario scenario = Scenario.of(world.time().random("scenario"));
        FaultPlan plan = FaultPlan.of(world.time().random("faults"), scenario.durationNs());
        return run(world, scenario, plan);
    }

    /** Runs a seed with a scenario and faults that were chosen. */
    public RunReport run(long seed, Scenario scenario, FaultPlan plan) {
        return run(new SimulatedWorld(seed, plugins), scenario, plan);
    }

    private RunReport run(SimulatedWorld world, Scenario scenario, FaultPlan plan) {
        SimulatedRun run = new SimulatedRun(world, scenario, plan);
        try {
            run.play();
        } catch (RuntimeException thrown) {
            world.history().leftOver("the run ended with " + thrown);
        }
        for (TaskFailure failure : world.time().failures()) {
            world.history().leftOver("a task of " + failure.lane() + " threw at " + failure.atNs() + " ns: " + failure.error()
                    + at(failure.error()));
        }
        Evidence evidence = world.history().evidence();
        note(world.time(), evidence);
        RunReport.Pace pace = new RunReport.Pace(world.time().nowNs(), world.time().stepCount(), world.time().traceHash());
        return new RunReport(world.time().seed(), scenario, plan, evidence, judge.judge(evidence), pace);
    }

    /** So the hash covers not only what ran but what came of it. */
    private static void note(VirtualTime time, Evidence evidence) {
        evidence.sendings()
                .forEach(sending -> evidence.completions(sending.number())
                        .forEach(completion -> time.note(sending.content() + " " + completion.moment() + " " + completion.outcome())));
        evidence.logs().forEach(log -> log.records().forEach(stored -> time.note(stored + " " + stored.content())));
    }

    private static String at(Throwable error) {
        StackTraceElement[] frames = error.getStackTrace();
        return frames.length == 0 ? "" : " at " + frames[0];
    }
}
