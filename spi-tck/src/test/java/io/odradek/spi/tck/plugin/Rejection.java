package io.odradek.spi.tck.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs a contract test on a broken implementation and tells which rules caught it. */
public final class Rejection {
    private Rejection() {}

    /** The names of the tests of {@code contractTest} that failed; at least one test must have run. */
    public static List<String> failedRulesOf(Class<?> contractTest) {
        EngineExecutionResults results = EngineTestKit.engine("junit-jupiter").selectors(selectClass(contractTest)).execute();
        assertThat(results.testEvents().started().count()).as("tests run of %s", contractTest).isPositive();
        return results.testEvents().finished().stream()
                .filter(event -> event.getRequiredPayload(org.junit.platform.engine.TestExecutionResult.class).getStatus() == Status.FAILED)
                .map(event -> event.getTestDescriptor().getDisplayName().replaceAll("\\(.*", ""))
                .sorted()
                .toList();
    }
}
