package io.odradek.cli.trial;

import io.odradek.cli.process.BrokerProcess;
import java.util.List;

/**
 * How a trial stands.
 *
 * <p>Immutable.
 *
 * @param elapsedNs since its start
 * @param sentCount records sent
 * @param acknowledgedCount records acknowledged
 * @param openGapNs how long the partition that waits longest has waited
 * @param brokers by ascending id
 */
public record Snapshot(long elapsedNs, long sentCount, long acknowledgedCount, long openGapNs, List<BrokerLine> brokers) {
    /** Copies the list. */
    public Snapshot {
        brokers = List.copyOf(brokers);
    }

    /**
     * A broker in it.
     *
     * @param id its number
     * @param state how its process is
     * @param leadsCount how many partitions it leads
     * @param inSyncCount in how many it is in sync
     */
    public record BrokerLine(int id, BrokerProcess.State state, long leadsCount, long inSyncCount) {}
}
