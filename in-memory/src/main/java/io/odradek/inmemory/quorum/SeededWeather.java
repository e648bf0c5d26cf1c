package io.odradek.inmemory.quorum;

import io.odradek.spi.runtime.RandomSource;

/** Weather that is drawn. */
record SeededWeather(QuorumFaults faults, RandomSource random) implements QuorumWeather {
    @Override
    public SubmitFate onSubmit(int nodeId) {
        boolean lost = happens(faults.lostChance());
        boolean unanswered = happens(faults.unansweredChance());
        boolean twice = happens(faults.twiceChance());
        long delayNs = upTo(happens(faults.lateChance()) ? faults.lateNsMax() : faults.commitDelayNsMax());
        if (lost) {
            return SubmitFate.LOST;
        }
        if (unanswered) {
            return SubmitFate.unanswered(delayNs);
        }
        return twice
                ? SubmitFate.committedTwice(delayNs, delayNs + upTo(Math.max(faults.commitDelayNsMax(), faults.lateNsMax())))
                : SubmitFate.committedAfter(delayNs);
    }

    @Override
    public long applyDelayNs(int nodeId) {
        return upTo(faults.applyDelayNsMax());
    }

    @Override
    public boolean outlives(int nodeId) {
        return happens(faults.outliveChance());
    }

    private boolean happens(double chance) {
        return chance > 0 && random.nextDouble() < chance;
    }

    private long upTo(long ns) {
        return ns == 0 ? 0 : Math.floorMod(random.nextLong(), ns + 1);
    }
}
