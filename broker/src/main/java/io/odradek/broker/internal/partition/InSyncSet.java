package io.odradek.broker.internal.partition;

import io.odradek.api.ErrorCode;
import io.odradek.controller.image.Outcome;
import io.odradek.controller.image.PartitionRegistration;
import io.odradek.controller.command.AlterPartition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who is in sync with a leader: as committed, and as it may be, because the leader asked for it and has not heard what became of that.
 *
 * <p>Confined to the partition's loop. One change is under way at a time. A change of which it is not known whether it was or will be
 * committed counts until the partition's epoch moves on: only one change can be committed in one epoch.
 */
final class InSyncSet {
    private PartitionRegistration committed;
    private final SortedSet<Integer> perhaps = new TreeSet<>();
    private @Nullable AlterPartition underWay;
    private boolean unsure;

    InSyncSet(PartitionRegistration committed) {
        this.committed = committed;
    }

    /** What was committed, which is newer than what was known. */
    void committed(PartitionRegistration newer) {
        if (newer.partitionEpoch() != committed.partitionEpoch()) {
            perhaps.clear();
            underWay = null;
            unsure = false;
        }
        committed = newer;
    }

    /** Those in sync, as committed. */
    List<Integer> inSync() {
        return committed.inSync();
    }

    /** Those that may be in sync, now or as soon as something is committed: the high watermark waits for all of them. */
    SortedSet<Integer> maximal() {
        SortedSet<Integer> maximal = new TreeSet<>(committed.inSync());
        maximal.addAll(perhaps);
        return maximal;
    }

    /** Whether a broker is among {@link #maximal}. */
    boolean mayHave(int broker) {
        return committed.inSync().contains(broker) || perhaps.contains(broker);
    }

    boolean isChanging() {
        return underWay != null;
    }

    /** Asks for a change, which counts from now on. */
    void begin(AlterPartition change) {
        underWay = change;
        change.inSync().forEach(replica -> perhaps.add(replica.brokerId()));
    }

    /**
     * What became of a change.
     *
     * @param outcome empty when that is not known
     * @return whether it still matters
     */
    boolean ended(AlterPartition change, Optional<Outcome> outcome) {
        if (change != underWay) {
            return false;
        }
        underWay = null;
        boolean surelyNot = outcome.isPresent() && outcome.get().error() == ErrorCode.INELIGIBLE_REPLICA;
        unsure |= outcome.isEmpty();
        if (surelyNot && !unsure) {
            perhaps.clear();
        }
        return true;
    }

    /** The committed set and one more. */
    List<Integer> with(int broker) {
        List<Integer> more = new ArrayList<>(committed.inSync());
        more.add(broker);
        return more;
    }

    /** The committed set without some. */
    List<Integer> without(List<Integer> brokers) {
        return committed.inSync().stream().filter(each -> !brokers.contains(each)).toList();
    }
}
