package io.odradek.inmemory.quorum;

/** Nothing goes wrong. */
enum CalmWeather implements QuorumWeather {
    INSTANCE;

    @Override
    public SubmitFate onSubmit(int nodeId) {
        return SubmitFate.CALM;
    }

    @Override
    public long applyDelayNs(int nodeId) {
        return 0;
    }

    @Override
    public boolean outlives(int nodeId) {
        return false;
    }
}
