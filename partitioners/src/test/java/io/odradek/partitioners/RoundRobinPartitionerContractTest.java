package io.odradek.partitioners;

import io.odradek.spi.partitioner.PartitionerProvider;
import io.odradek.spi.tck.partitioner.PartitionerContract;

class RoundRobinPartitionerContractTest extends PartitionerContract {
    @Override
    protected PartitionerProvider provider() {
        return new RoundRobinPartitionerProvider();
    }

    @Override
    protected boolean placesKeysByTheirBytes() {
        return false;
    }
}
