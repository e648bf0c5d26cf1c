package io.odradek.spi.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.odradek.api.StorageException;
import io.odradek.spi.plugin.Contract;
import io.odradek.spi.runtime.RandomSource;
import io.odradek.spi.storage.LogStorage;
import io.odradek.spi.storage.LogStorageProvider;
import io.odradek.spi.tck.plugin.ProviderRules;
import io.odradek.spi.tck.plugin.Seed;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** What the author of a storage lends to the rules, and what the rules stand on. */
abstract class StorageRules {
    static final int PAGE_BYTES = 4096;

    StorageBench bench;
    LogStorage storage;
    Path directory;
    Seed seed;
    RandomSource random;

    @SuppressWarnings("NullAway.Init")
    StorageRules() {}

    /** The provider under test: the same one whenever it is asked for in one test. */
    protected abstract LogStorageProvider provider();

    /** A directory that does not exist yet, another one for each test, whose parent exists. */
    protected abstract Path freshDirectory();

    /** How the storage of a directory crashes, if it can do so inside this process: rules about crashes are skipped otherwise. */
    protected Optional<CrashModel> crashes(Path directory) {
        return Optional.empty();
    }

    /** How the storage of a directory fails, if it can be made to: rules about failures are skipped otherwise. */
    protected Optional<FaultModel> faults(Path directory) {
        return Optional.empty();
    }

    /** What is open or mapped below a directory, in words for an error; by default what Linux knows. */
    protected List<String> openFiles(Path directory) {
        return OpenFiles.below(directory);
    }

    @BeforeEach
    final void openStorage(TestReporter reporter) {
        seed = Seed.forTest(reporter);
        random = seed.random();
        directory = freshDirectory();
        bench = new StorageBench(provider(), directory);
        storage = bench.open();
    }

    @AfterEach
    final void closeStorage() {
        bench.close(storage);
        bench.close();
    }

    @Test
    final void provider_followsTheRulesOfProviders() {
        ProviderRules.check(Contract.LOG_STORAGE, provider());
    }

    final CrashModel crashModel() {
        Optional<CrashModel> crashes = crashes(directory);
        Assumptions.assumeTrue(crashes.isPresent(), "this storage cannot crash inside the process of the test");
        return crashes.orElseThrow();
    }

    final FaultModel faultModel() {
        Optional<FaultModel> faults = faults(directory);
        Assumptions.assumeTrue(faults.isPresent(), "this storage cannot be made to fail");
        return faults.orElseThrow();
    }

    /** Opens the directory again, with the handles of before dead. */
    final LogStorage afterCrash() {
        storage = bench.open();
        return storage;
    }

    final <T> AbstractThrowableAssert<?, ? extends Throwable> assertFails(Supplier<CompletableFuture<T>> work) {
        return assertThatThrownBy(() -> bench.loop.await(work)).isInstanceOf(StorageException.class);
    }

    final AbstractThrowableAssert<?, ? extends Throwable> assertRefused(Runnable work) {
        return assertThatThrownBy(() -> bench.loop.run(work)).isInstanceOf(StorageException.class);
    }

    final byte[] noise(int sizeBytes) {
        return StorageBench.noise(sizeBytes, random);
    }

    /** That a piece of {@code actual} is as {@code expected}, told without printing either. */
    final void assertSame(byte[] actual, int from, byte[] expected, String what) {
        assertThat(actual.length).as("%s: length, %s", what, seed).isGreaterThanOrEqualTo(from + expected.length);
        int mismatch = java.util.Arrays.mismatch(actual, from, from + expected.length, expected, 0, expected.length);
        assertThat(mismatch).as("%s: first byte that differs, %s", what, seed).isEqualTo(-1);
    }
}
