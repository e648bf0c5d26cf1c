package io.odradek.partitioners;

import io.odradek.spi.partitioner.PartitionerProvider;
import io.odradek.spi.tck.partitioner.PartitionerContract;

class RandomPartitionerContractTest extends PartitionerContract {
    @Override
    protected PartitionerProvider provider() {
        return new RandomPartitionerProvider();
    }

    @Override
    protected boolean placesKeysByTheirBytes() {
        return false;
    }
}
