package io.odradek.cli.wiring;

import com.google.inject.Module;
import io.odradek.broker.Broker;
import io.odradek.broker.BrokerConfig;
import io.odradek.broker.wiring.BrokerModule;

/**
 * The broker of {@code odradek broker}.
 *
 * <p>Thread-safe.
 */
public final class StandaloneBroker {
    /** Guice makes classes at run time in a way that newer JDKs warn about, unless it is told to load them in a loader of its own. */
    private static final String GUICE_CLASS_LOADING = "guice_custom_class_loading";

    private static final int NEEDED_SINCE_JAVA = 24;

    private StandaloneBroker() {}

    /**
     * Starts the broker as the broker's own module binds it, with some bindings overridden.
     *
     * @throws io.odradek.api.OdradekException as {@link Broker#start(BrokerConfig)} does
     */
    public static Broker start(BrokerConfig config, Module... overrides) {
        if (Runtime.version().feature() >= NEEDED_SINCE_JAVA && System.getProperty(GUICE_CLASS_LOADING) == null) {
            System.setProperty(GUICE_CLASS_LOADING, "CHILD");
        }
        return BrokerModule.start(config, overrides);
    }
}
