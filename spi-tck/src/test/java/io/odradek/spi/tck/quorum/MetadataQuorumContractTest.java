package io.odradek.spi.tck.quorum;

import io.odradek.spi.quorum.MetadataQuorumProvider;
import io.odradek.spi.quorum.QuorumMember;
import io.odradek.spi.quorum.QuorumSettings;
import io.odradek.spi.tck.plugin.FlawedRun;
import io.odradek.spi.tck.storage.SampleStorageProvider;
import io.odradek.spi.transport.Endpoint;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract accepts a quorum that keeps the rules, and rejects each one that breaks a rule, by that rule. */
class MetadataQuorumContractTest {
    @Test
    void contract_quorumWithoutFlaw_isAccepted() {
        new FlawedRun(Toy.class, Flaw.NONE).passesMoreThan(18);
    }

    @ParameterizedTest
    @EnumSource(value = Flaw.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void contract_quorumWithFlaw_failsATestOfTheRuleItBreaks(Flaw flaw) {
        new FlawedRun(Toy.class, flaw).fails(flaw.rule());
    }

    /** The contract over a quorum with the flaw that the run is configured with. */
    @ExtendWith(ConfiguredFlaw.class)
    static final class Toy extends MetadataQuorumContract {
        private static final long FLAWED_AWAIT_MS = 1_000;
        private static final int MEMBER_COUNT = 3;

        private final Flaw flaw;
        private final ToyQuorumProvider provider;
        private final SampleStorageProvider storages = new SampleStorageProvider();

        Toy(Flaw flaw) {
            this.flaw = flaw;
            this.provider = new ToyQuorumProvider(flaw);
        }

        @Override
        protected MetadataQuorumProvider provider() {
            return provider;
        }

        @Override
        protected List<QuorumMember> members() {
            return IntStream.range(0, MEMBER_COUNT)
                    .mapToObj(nodeId -> new QuorumMember(nodeId, new Endpoint("toy", 1 + nodeId)))
                    .toList();
        }

        @Override
        protected QuorumNode begin(QuorumSettings settings) {
            return new ThreadedNode(provider, settings, storages, Path.of("node-" + settings.nodeId()));
        }

        @Override
        protected Optional<QuorumIsolation> isolation() {
            return Optional.of(provider.log());
        }

        @Override
        protected long submitTimeoutNs() {
            return TimeUnit.MILLISECONDS.toNanos(300);
        }

        @Override
        protected <T> T await(CompletableFuture<T> future) {
            return flaw == Flaw.NONE
                    ? super.await(future)
                    : super.await(future.copy().orTimeout(FLAWED_AWAIT_MS, TimeUnit.MILLISECONDS));
        }
    }

    /** Gives a test's constructor the flaw. */
    static final class ConfiguredFlaw extends FlawedRun.Resolver<Flaw> {
        ConfiguredFlaw() {
            super(Flaw.class);
        }
    }
}
