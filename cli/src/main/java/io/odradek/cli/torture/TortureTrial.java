package io.odradek.cli.torture;

import io.odradek.api.TopicPartition;
import io.odradek.cli.console.Interruption;
import io.odradek.cli.process.BrokerProcess;
import io.odradek.cli.trial.AckGaps;
import io.odradek.cli.trial.ReadBack;
import io.odradek.cli.trial.Snapshot;
import io.odradek.cli.trial.TrialCluster;
import io.odradek.cli.trial.TrialView;
import io.odradek.testkit.history.Content;
import io.odradek.testkit.history.Evidence;
import io.odradek.testkit.history.FinalLog;
import io.odradek.testkit.history.Sighting;
import io.odradek.testkit.judge.Judge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * Tortures a cluster: one fault after the other, drawn from a seed, while producers send and readers follow; then everything is healed,
 * read back and judged.
 *
 * <p>Confined to one thread, but for the deaths of brokers, which are told on others.
 */
final class TortureTrial implements AutoCloseable {
    /** The numbers that each client has for its producers. */
    private static final int PRODUCERS_PER_CLIENT_MAX = 10;
    private static final int LAST_WAVE_COUNT = 200;
    private static final Duration STEP = Duration.ofMillis(250);
    private static final Duration CUT_EVERY = Duration.ofMillis(400);
    private static final Duration START_MAX = Duration.ofSeconds(90);
    private static final Duration WHOLE_MAX = Duration.ofSeconds(120);
    private static final Duration CATCH_UP_MAX = Duration.ofSeconds(60);

    private final TrialCluster trial;
    private final Operator operator;
    private final TrialView view;
    private final Interruption interruption;
    private final long seed;
    private final SharedHistory history = new SharedHistory();
    private final AckGaps gaps = new AckGaps();
    private final Map<String, List<TortureLoad>> loadsByClient = new LinkedHashMap<>();
    private final List<TortureLoad> loads = new ArrayList<>();
    private final List<TortureReader> readers = new ArrayList<>();
    private final List<Strike> strikes = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private final long startNs = System.nanoTime();

    /**
     * Producers and readers for a cluster whose brokers run behind proxies.
     *
     * @param proxies by the ids of the brokers
     */
    TortureTrial(
            TrialCluster trial,
            Map<Integer, TcpProxy> proxies,
            List<TortureClient> clients,
            TrialView view,
            Interruption interruption,
            long seed) {
        this.trial = trial;
        this.operator = new Operator(trial, proxies);
        this.view = view;
        this.interruption = interruption;
        this.seed = seed;
        int firstProducer = 1;
        for (TortureClient client : clients) {
            TortureLoad.Target target =
                    new TortureLoad.Target(trial.fleet().plan().bootstrapServers(), trial.partitions(), seed, firstProducer);
            List<TortureLoad> own = client.loads(target, history, gaps);
            loadsByClient.put(client.name(), own);
            loads.addAll(own);
            readers.addAll(client.readers(target, history));
            firstProducer += PRODUCERS_PER_CLIENT_MAX;
        }
    }

    /**
     * Runs for so long, and judges.
     *
     * @param ratePerSecond how many records each of the producers sends
     * @param deaths brokers that died by themselves, as they are told
     */
    TortureResult run(Duration length, int ratePerSecond, Queue<String> deaths) throws InterruptedException {
        loads.forEach(load -> load.start(ratePerSecond));
        readers.forEach(TortureReader::start);
        FaultDraw draw = new FaultDraw(seed, trial.fleet().all().size());
        while (elapsedNs() < length.toNanos() && !interruption.isRequested()) {
            suffer(draw.next());
            tell(deaths);
        }
        end(deaths);
        long sendingNs = elapsedNs();
        Evidence evidence = history.evidence();
        remarks.addAll(Failures.of(evidence));
        long inLog = evidence.logs().stream().mapToLong(log -> log.records().size()).sum();
        return new TortureResult(
                seed,
                sendingNs,
                clientSums(),
                inLog,
                evidence.sightings().size(),
                GapShares.of(strikes, gaps.over()),
                gaps.longestNs(),
                remarks,
                Judge.ofProcesses().judge(evidence));
    }

    private List<TortureResult.ClientSums> clientSums() {
        return loadsByClient.entrySet().stream()
                .map(client -> new TortureResult.ClientSums(client.getKey(), sent(client.getValue()), acknowledged(client.getValue())))
                .toList();
    }

    private static long sent(List<TortureLoad> loads) {
        return loads.stream().mapToLong(TortureLoad::sentCount).sum();
    }

    private static long acknowledged(List<TortureLoad> loads) {
        return loads.stream().mapToLong(TortureLoad::acknowledgedCount).sum();
    }

    private void suffer(Fault fault) throws InterruptedException {
        List<BrokerProcess> struck = operator.struck(fault);
        long fromNs = System.nanoTime();
        view.event(String.format(
                Locale.ROOT,
                "%s: %s for %.1f s",
                fault.kind().words(),
                struck.stream().map(process -> Integer.toString(process.site().id())).toList(),
                fault.held().toMillis() / 1e3));
        remark(operator.strike(fault, struck));
        long untilNs = System.nanoTime() + fault.held().toNanos();
        while (System.nanoTime() - untilNs < 0 && !interruption.isRequested()) {
            await(() -> System.nanoTime() - untilNs >= 0, CUT_EVERY);
            if (fault.kind() == FaultKind.CUT) {
                operator.strike(fault, struck);
            }
        }
        operator.heal(struck, START_MAX);
        strikes.add(new Strike(fault.kind(), fromNs, System.nanoTime()));
        await(() -> false, fault.calm());
    }

    private void remark(String sentence) {
        if (!sentence.isEmpty()) {
            view.event(sentence);
            remarks.add(sentence);
        }
    }

    private void tell(Queue<String> deaths) {
        for (String death = deaths.poll(); death != null; death = deaths.poll()) {
            view.event(death);
            history.leftOver(death);
            trial.runAll(START_MAX);
        }
    }

    /** Heals, sends a last wave, and reads everything. */
    private void end(Queue<String> deaths) {
        view.event("the faults are over; waiting until every replica is in sync");
        operator.heal(trial.fleet().all(), START_MAX);
        Interruption patient = new Interruption();
        if (!trial.awaitWhole(WHOLE_MAX, patient)) {
            history.leftOver("not every replica was in sync " + WHOLE_MAX.toSeconds() + " seconds after the last fault");
        }
        loads.forEach(TortureLoad::stop);
        history.healed();
        view.event("a last wave");
        loads.forEach(load -> load.sendMore(LAST_WAVE_COUNT));
        tell(deaths);
        view.event("reading everything back");
        Map<TopicPartition, Long> ends = readAll();
        for (TortureReader reader : readers) {
            await(() -> reader.hasReached(ends), CATCH_UP_MAX, patient);
            if (!reader.hasReached(ends)) {
                history.leftOver("a reader that followed had not come to the ends " + ends + " within " + CATCH_UP_MAX.toSeconds() + " seconds");
            }
        }
        view.end();
    }

    private Map<TopicPartition, Long> readAll() {
        ReadBack all = new ReadBack(trial.cluster().reader(), trial.partitions());
        Map<TopicPartition, List<Sighting>> found = new TreeMap<>();
        all.run(record -> found.computeIfAbsent(record.partition(), absent -> new ArrayList<>())
                .add(history.found(
                        "the last reader", record.partition(), record.offset(), new Content(record.key(), record.value(), record.headers()))));
        Map<TopicPartition, Long> ends = new TreeMap<>();
        for (TopicPartition partition : trial.partitions()) {
            history.finalLog(new FinalLog(partition, all.start(partition), all.end(partition), found.getOrDefault(partition, List.of())));
            ends.put(partition, all.end(partition));
        }
        return ends;
    }

    private long elapsedNs() {
        return System.nanoTime() - startNs;
    }

    private void await(BooleanSupplier condition, Duration max) {
        await(condition, max, interruption);
    }

    /** Waits, and shows how it stands meanwhile. */
    private void await(BooleanSupplier condition, Duration max, Interruption until) {
        long deadlineNs = System.nanoTime() + max.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() - deadlineNs < 0) {
            view.show(new Snapshot(
                    elapsedNs(),
                    sent(loads),
                    acknowledged(loads),
                    gaps.openNs(System.nanoTime()),
                    trial.brokerLines()));
            long leftNs = Math.max(0, deadlineNs - System.nanoTime());
            if (until.within(Duration.ofNanos(Math.min(STEP.toNanos(), leftNs)))) {
                return;
            }
        }
    }

    /** Ends producers and readers. */
    @Override
    public void close() {
        loads.forEach(TortureLoad::close);
        readers.forEach(TortureReader::close);
    }
}
