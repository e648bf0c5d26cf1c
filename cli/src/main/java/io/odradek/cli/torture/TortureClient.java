package io.odradek.cli.torture;

import io.odradek.cli.trial.AckGaps;
import java.util.List;

/**
 * A make of Kafka client that takes part in a torture, with producers and with readers.
 *
 * <p>Immutable; what it makes is the caller's to close.
 */
public interface TortureClient {
    /** What it is called in options and reports. */
    String name();

    /** Loads that have not begun. They tell the history of themselves, and the gaps of acknowledgements. */
    List<TortureLoad> loads(TortureLoad.Target target, SharedHistory history, AckGaps gaps);

    /** Readers that have not begun. */
    List<TortureReader> readers(TortureLoad.Target target, SharedHistory history);
}
