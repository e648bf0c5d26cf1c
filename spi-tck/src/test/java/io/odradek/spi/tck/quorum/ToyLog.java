package io.odradek.spi.tck.quorum;

import io.odradek.spi.quorum.Leadership;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The log of a toy quorum, and who is in it.
 *
 * <p>Caller synchronises, on this object.
 */
final class ToyLog implements QuorumIsolation {
    private static final int COMMANDS_TO_COMPACT = 50;
    private static final int REPLAY_COUNT = 10;

    private final Flaw flaw;
    private final TreeMap<Long, byte[]> commands = new TreeMap<>();
    private final TreeMap<Integer, ToyMember> up = new TreeMap<>();
    private final TreeSet<Integer> cut = new TreeSet<>();
    private final List<ToyMember.Submitted> held = new ArrayList<>();
    private int voterCount;
    private long lastIndex;
    private long snapshotIndex;
    private byte @Nullable [] snapshot;
    private Leadership leadership = Leadership.NONE;
    private boolean wasDown;

    ToyLog(Flaw flaw) {
        this.flaw = flaw;
    }

    Flaw flaw() {
        return flaw;
    }

    void join(ToyMember member, int memberCount) {
        voterCount = memberCount;
        up.put(member.nodeId(), member);
        changed();
    }

    void leave(ToyMember member) {
        up.remove(member.nodeId(), member);
        if (up.isEmpty() && flaw == Flaw.FORGETS_AT_DEATH) {
            commands.clear();
            snapshot = null;
            snapshotIndex = 0;
            lastIndex = 0;
        }
        changed();
    }

    @Override
    public synchronized void cutOff(int nodeId) {
        cut.add(nodeId);
        changed();
    }

    @Override
    public synchronized void heal(int nodeId) {
        cut.remove(nodeId);
        changed();
    }

    boolean serves(ToyMember member) {
        if (flaw == Flaw.COMMITS_ALONE || flaw == Flaw.STARTS_ALONE) {
            return true;
        }
        boolean down = reachable().size() * 2 <= voterCount;
        wasDown |= down && lastIndex > 0;
        return !down && !(wasDown && flaw == Flaw.STAYS_DOWN) && !cut.contains(member.nodeId());
    }

    private List<ToyMember> reachable() {
        return up.values().stream().filter(member -> !cut.contains(member.nodeId())).toList();
    }

    private void changed() {
        List<ToyMember> reachable = reachable();
        boolean leaderIsGone = reachable.stream().noneMatch(member -> member.nodeId() == leadership.leaderId());
        boolean mayElect = flaw != Flaw.IS_NOT_LED_AGAIN || leadership.term() == 0;
        if (leaderIsGone && mayElect && reachable.size() * 2 > voterCount) {
            long term = flaw == Flaw.KEEPS_ITS_TERM ? 1 : leadership.term() + 1;
            leadership = new Leadership(reachable.get(0).nodeId(), term);
        }
        reachable.forEach(member -> member.tell(leadership));
        List.copyOf(held).forEach(submitted -> {
            if (serves(submitted.member())) {
                held.remove(submitted);
                append(submitted);
            }
        });
        reachable.forEach(ToyMember::wake);
    }

    void submit(ToyMember.Submitted submitted) {
        if (!serves(submitted.member()) || flaw == Flaw.STARTS_ALONE) {
            held.add(submitted);
        } else if (flaw == Flaw.APPLIES_BEFORE_IT_COMMITS && lastIndex % 3 == 2) {
            submitted.member().applyAlone(++lastIndex, submitted);
        } else if (flaw == Flaw.SWAPS_WHAT_FOLLOWS && submitted.member().nodeId() == voterCount - 1) {
            swap(submitted);
        } else {
            append(submitted);
        }
    }

    private void swap(ToyMember.Submitted submitted) {
        if (held.isEmpty()) {
            held.add(submitted);
            submitted.answer(lastIndex + 1);
            submitted.member().later(this::appendHeld);
        } else {
            append(submitted);
            appendHeld();
        }
    }

    private void appendHeld() {
        List.copyOf(held).forEach(this::append);
        held.clear();
    }

    void forget(ToyMember.Submitted submitted) {
        held.remove(submitted);
    }

    private void append(ToyMember.Submitted submitted) {
        byte[] bytes = submitted.bytes().clone();
        if (flaw == Flaw.CHANGES_A_BYTE) {
            bytes[bytes.length - 1] ^= 1;
        }
        commands.put(++lastIndex, bytes);
        submitted.member().committedAt(lastIndex, submitted);
        reachable().forEach(ToyMember::wake);
    }

    long lastIndex() {
        return lastIndex;
    }

    /** The index of the command after this one; 0 when there is none. */
    long next(long applied) {
        Long next = commands.higherKey(applied);
        return next == null ? 0 : next;
    }

    byte[] command(long index) {
        return commands.get(index);
    }

    boolean needsSnapshot(long applied) {
        return snapshot != null && applied < snapshotIndex;
    }

    long snapshotIndex() {
        return snapshotIndex;
    }

    byte @Nullable [] snapshot() {
        return snapshot;
    }

    /** Where a new member begins. */
    long replayFrom() {
        return flaw == Flaw.REPLAYS_THE_END_ONLY ? Math.max(0, lastIndex - REPLAY_COUNT) : 0;
    }

    boolean wantsSnapshot(long applied) {
        return applied >= snapshotIndex + COMMANDS_TO_COMPACT;
    }

    /** Another member may have compacted more meanwhile. */
    void compact(long index, byte[] state) {
        if (index <= snapshotIndex) {
            return;
        }
        snapshot = snapshot != null && flaw == Flaw.LEAVES_THE_SNAPSHOT_AS_IT_WAS ? snapshot : state;
        snapshotIndex = index;
        commands.headMap(index, true).clear();
    }
}
