package io.odradek.partitioners;

import io.odradek.spi.partitioner.PartitionerProvider;
import io.odradek.spi.tck.partitioner.PartitionerContract;

class Fnv1aPartitionerContractTest extends PartitionerContract {
    @Override
    protected PartitionerProvider provider() {
        return new Fnv1aPartitionerProvider();
    }
}
