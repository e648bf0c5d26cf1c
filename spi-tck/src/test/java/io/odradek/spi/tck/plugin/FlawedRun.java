package io.odradek.spi.tck.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/**
 * Runs a contract test on an implementation with a flaw, which the test's constructor takes: it is extended with a {@link Resolver}.
 *
 * <p>Immutable.
 */
public record FlawedRun(Class<?> contractTest, Enum<?> flaw) {
    private static final String FLAW = "odradek.test.flaw";

    /** All tests pass, and there are more than {@code count}. */
    public void passesMoreThan(int count) {
        Events tests = run(selectClass(contractTest));
        assertThat(tests.failed().list()).as("tests that failed").isEmpty();
        assertThat(tests.succeeded().count()).isGreaterThan(count);
    }

    /** A test of the rule fails. */
    public void fails(String rule) {
        Events tests = run(testsOf(rule));
        assertThat(tests.started().count()).as("tests of rule %s", rule).isPositive();
        assertThat(tests.failed().count()).as("tests of rule %s that failed", rule).isPositive();
    }

    private Events run(DiscoverySelector... selectors) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectors)
                .configurationParameter(FLAW, flaw.name())
                .execute()
                .testEvents();
    }

    private DiscoverySelector[] testsOf(String rule) {
        List<DiscoverySelector> selectors = new ArrayList<>();
        for (Class<?> type = contractTest; type != Object.class; type = type.getSuperclass()) {
            Arrays.stream(type.getDeclaredMethods())
                    .filter(method -> method.getName().startsWith(rule + "_"))
                    .forEach(method -> selectors.add(selectMethod(contractTest, method)));
        }
        return selectors.toArray(DiscoverySelector[]::new);
    }

    /** Gives a test's constructor the flaw. */
    public abstract static class Resolver<F extends Enum<F>> implements ParameterResolver {
        private final Class<F> type;

        protected Resolver(Class<F> type) {
            this.type = type;
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == type;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return Enum.valueOf(type, context.getConfigurationParameter(FLAW).orElseThrow());
        }
    }
}
