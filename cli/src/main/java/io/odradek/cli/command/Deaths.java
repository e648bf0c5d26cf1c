package io.odradek.cli.command;

import io.odradek.cli.console.Console;
import io.odradek.cli.process.BrokerProcess;
import io.odradek.cli.process.BrokerSite;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/**
 * Tells of brokers that died by themselves.
 *
 * <p>Thread-safe.
 */
final class Deaths implements BrokerProcess.DeathListener {
    private final Console console;
    private final int brokerCount;
    private final Set<Integer> dead = new TreeSet<>();
    private final CompletableFuture<Void> all = new CompletableFuture<>();
    private Runnable onEach = () -> {};

    Deaths(Console console, int brokerCount) {
        this.console = console;
        this.brokerCount = brokerCount;
    }

    /** What is to be done at each death from now on, one at a time. */
    synchronized void onEach(Runnable action) {
        onEach = action;
    }

    /** Completes when nobody is left. */
    CompletableFuture<Void> all() {
        return all;
    }

    @Override
    public synchronized void died(BrokerSite site, int exitCode, String lastWords) {
        console.note("broker " + site.id() + " has died" + (lastWords.isEmpty() ? " with code " + exitCode : ": " + lastWords)
                + " (its log is " + site.log() + ")");
        dead.add(site.id());
        onEach.run();
        if (dead.size() == brokerCount) {
            all.complete(null);
        }
    }
}
