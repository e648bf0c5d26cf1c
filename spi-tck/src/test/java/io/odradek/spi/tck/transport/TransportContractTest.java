package io.odradek.spi.tck.transport;

import io.odradek.spi.tck.plugin.FlawedRun;
import io.odradek.spi.transport.Transport;
import io.odradek.spi.transport.TransportProvider;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransportContractTest {
    @Test
    void contract_transportWithoutFlaw_isAccepted() {
        new FlawedRun(Toy.class, Flaw.NONE).passesMoreThan(20);
    }

    @ParameterizedTest
    @EnumSource(value = Flaw.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void contract_transportWithFlaw_failsATestOfTheRuleItBreaks(Flaw flaw) {
        new FlawedRun(Toy.class, flaw).fails(flaw.rule());
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
    static final class ConfiguredFlaw extends FlawedRun.Resolver<Flaw> {
        ConfiguredFlaw() {
            super(Flaw.class);
        }
    }
}
