package io.odradek.spi.tck.quorum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import io.odradek.spi.quorum.MetadataQuorumProvider;
import io.odradek.spi.quorum.QuorumMember;
import io.odradek.spi.quorum.QuorumSettings;
import io.odradek.spi.tck.storage.SampleStorageProvider;
import io.odradek.spi.transport.Endpoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** The contract accepts a quorum that keeps the rules, and rejects each one that breaks a rule, by that rule. */
class MetadataQuorumContractTest {
    private static final String FLAW = "odradek.test.flaw";

    @Test
    void contract_quorumWithoutFlaw_isAccepted() {
        Events tests = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(Toy.class))
                .configurationParameter(FLAW, Flaw.NONE.name())
                .execute()
                .testEvents();

        assertThat(tests.failed().list()).as("tests that failed").isEmpty();
        assertThat(tests.succeeded().count()).isGreaterThan(18);
    }

    @ParameterizedTest
    @EnumSource(value = Flaw.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void contract_quorumWithFlaw_failsATestOfTheRuleItBreaks(Flaw flaw) {
        Events tests = EngineTestKit.engine("junit-jupiter")
                .selectors(testsOf(flaw.rule()))
                .configurationParameter(FLAW, flaw.name())
                .execute()
                .testEvents();

        assertThat(tests.started().count()).as("tests of rule %s", flaw.rule()).isPositive();
        assertThat(tests.failed().count()).as("tests of rule %s that failed", flaw.rule()).isPositive();
    }

    private static DiscoverySelector[] testsOf(String rule) {
        List<DiscoverySelector> selectors = new ArrayList<>();
        for (Class<?> type = Toy.class; type != Object.class; type = type.getSuperclass()) {
            Arrays.stream(type.getDeclaredMethods())
                    .filter(method -> method.getName().startsWith(rule + "_"))
                    .forEach(method -> selectors.add(selectMethod(Toy.class, method)));
        }
        return selectors.toArray(DiscoverySelector[]::new);
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
    static final class ConfiguredFlaw implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Flaw.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return Flaw.valueOf(context.getConfigurationParameter(FLAW).orElse(Flaw.NONE.name()));
        }
    }
}
