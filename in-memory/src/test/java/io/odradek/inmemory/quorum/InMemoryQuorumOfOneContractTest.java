package io.odradek.inmemory.quorum;

/** The contract on one member alone. */
class InMemoryQuorumOfOneContractTest extends InMemoryQuorumContractTest {
    @Override
    int nodeCount() {
        return 1;
    }
}
