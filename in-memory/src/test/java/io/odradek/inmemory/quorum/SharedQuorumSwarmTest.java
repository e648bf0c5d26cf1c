package io.odradek.inmemory.quorum;

import static io.odradek.inmemory.quorum.QuorumWorld.SECOND_NS;
import static org.assertj.core.api.Assertions.assertThat;

import io.odradek.spi.quorum.Leadership;
import io.odradek.spi.runtime.RandomSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Whatever goes wrong: one order of commands, and what was told is in it. */
class SharedQuorumSwarmTest {
    private static final int SEED_COUNT = 150;
    private static final int STEP_COUNT = 400;
    private static final int MEMBER_COUNT = 3;

    @Test
    void world_anySeed_membersAgreeAndAnsweredCommandsStay() {
        for (int seed = 1; seed <= SEED_COUNT; seed++) {
            new Swarm(seed).run();
        }
    }

    @Test
    void world_sameSeed_isTheSame() {
        assertThat(new Swarm(5).run()).isEqualTo(new Swarm(5).run()).isNotEqualTo(new Swarm(6).run());
    }

    private static final class Swarm {
        private final QuorumWorld world;
        private final RandomSource random;
        private final String seed;
        private final Map<String, CompletableFuture<Long>> submitted = new LinkedHashMap<>();
        private final List<QuorumWorld.Node> everyNode = new ArrayList<>();

        Swarm(long seed) {
            this.seed = "seed " + seed;
            this.world = new QuorumWorld(seed, MEMBER_COUNT);
            this.random = world.time.random("swarm");
        }

        long run() {
            for (int nodeId = 0; nodeId < MEMBER_COUNT; nodeId++) {
                everyNode.add(world.begin(nodeId));
            }
            for (int i = 0; i < STEP_COUNT; i++) {
                step(i);
                world.time.runFor(random.nextInt(1_000_000_000));
            }
            calmDown();
            checkTheyAgree();
            checkTheyAreTheSame();
            checkAnswers();
            checkLeaders();
            assertThat(world.time.failures()).as(seed).isEmpty();
            return world.time.traceHash();
        }

        private void step(int i) {
            int nodeId = random.nextInt(MEMBER_COUNT);
            QuorumWorld.Node node = world.nodes.get(nodeId);
            switch (random.nextInt(40)) {
                case 0 -> node.process.kill();
                case 1 -> node.member.close();
                case 2, 3, 4, 16 -> restart(nodeId);
                case 5 -> world.quorum.cutOff(nodeId);
                case 6, 7, 15 -> world.quorum.heal(nodeId);
                case 8 -> world.quorum.interrupt();
                case 9, 10, 14 -> world.quorum.resume();
                case 11 -> world.quorum.handOver();
                case 12 -> world.quorum.setWeather(QuorumWeather.calm());
                case 13 -> world.quorum.setWeather(QuorumWeather.of(
                        new QuorumFaults(SECOND_NS, SECOND_NS, 0.1, 0.1, 0.2, 0.1, 10 * SECOND_NS, 0.5), random));
                default -> submit(i, node);
            }
        }

        /** A process dies and another comes; one that was closed is as good as dead. */
        private void restart(int nodeId) {
            world.nodes.get(nodeId).process.kill();
            everyNode.add(world.begin(nodeId));
        }

        private void submit(int i, QuorumWorld.Node node) {
            for (int copy = 0; copy < 3; copy++) {
                String command = "command-" + i + "-" + copy;
                submitted.put(command, node.submit(command));
            }
        }

        private void calmDown() {
            world.quorum.setWeather(QuorumWeather.calm());
            world.quorum.resume();
            for (int nodeId = 0; nodeId < MEMBER_COUNT; nodeId++) {
                world.quorum.heal(nodeId);
                restart(nodeId);
            }
            world.nodes.values().forEach(node -> world.time.await(node.started, 60 * SECOND_NS));
            world.nodes.get(1).await("last");
            world.settle();
        }

        private void checkTheyAgree() {
            TreeMap<Long, String> agreed = new TreeMap<>();
            everyNode.forEach(node -> node.applied.forEach((index, command) ->
                    assertThat(agreed.merge(index, command, (one, other) -> one)).as("%s: at %d", seed, index).isEqualTo(command)));
        }

        private void checkTheyAreTheSame() {
            assertThat(world.nodes.get(0).applied)
                    .as(seed)
                    .isEqualTo(world.nodes.get(1).applied)
                    .isEqualTo(world.nodes.get(2).applied)
                    .containsValue("last");
        }

        private void checkAnswers() {
            TreeMap<Long, String> log = world.nodes.get(0).applied;
            assertThat(submitted.values().stream().filter(answer -> answer.isDone() && !answer.isCompletedExceptionally()).count())
                    .as("%s: answered of %d", seed, submitted.size())
                    .isGreaterThan(submitted.size() / 20);
            submitted.forEach((command, answer) -> {
                if (answer.isDone() && !answer.isCompletedExceptionally()) {
                    assertThat(log.get(answer.join())).as(seed).isEqualTo(command);
                }
            });
        }

        private void checkLeaders() {
            TreeMap<Long, Integer> leaders = new TreeMap<>();
            for (QuorumWorld.Node node : everyNode) {
                long term = 0;
                for (Leadership leadership : node.led) {
                    assertThat(leadership.term()).as(seed).isGreaterThanOrEqualTo(term);
                    term = leadership.term();
                    if (leadership.leaderId() != Leadership.NOBODY) {
                        assertThat(leaders.merge(term, leadership.leaderId(), (one, other) -> one))
                                .as("%s: leader of term %d", seed, term)
                                .isEqualTo(leadership.leaderId());
                    }
                }
            }
        }
    }
}
