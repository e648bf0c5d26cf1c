package io.odradek.spi.tck.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import io.odradek.spi.transport.Transport;
import io.odradek.spi.transport.TransportProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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

class TransportContractTest {
    private static final String FLAW = "odradek.test.flaw";

    @Test
    void contract_transportWithoutFlaw_isAccepted() {
        Events tests = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(Toy.class))
                .configurationParameter(FLAW, Flaw.NONE.name())
                .execute()
                .testEvents();

        assertThat(tests.failed().list()).as("tests that failed").isEmpty();
        assertThat(tests.succeeded().count()).isGreaterThan(20);
    }

    @ParameterizedTest
    @EnumSource(value = Flaw.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void contract_transportWithFlaw_failsATestOfTheRuleItBreaks(Flaw flaw) {
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

    /** The contract over a transport with the flaw that the run is configured with. */
    @ExtendWith(ConfiguredFlaw.class)
    static final class Toy extends TransportContract {
        private static final long FLAWED_AWAIT_MS = 1_000;

        private final ToyProvider provider;

        Toy(Flaw flaw) {
            this.provider = new ToyProvider(flaw);
        }

        @Override
        protected TransportProvider provider() {
            return provider;
        }

        @Override
        protected boolean isRegistered() {
            return false;
        }

        @Override
        protected long leaseCount(Transport transport) {
            return ((ToyTransport) transport).leases().get();
        }

        @Override
        protected <T> T await(CompletableFuture<T> future) {
            return provider.flaw() == Flaw.NONE
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
