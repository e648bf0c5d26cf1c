package io.odradek.partitioners;

import io.odradek.spi.partitioner.PartitionerProvider;
import io.odradek.spi.tck.partitioner.PartitionerContract;

class Crc32PartitionerContractTest extends PartitionerContract {
    @Override
    protected PartitionerProvider provider() {
        return new Crc32PartitionerProvider();
    }
}
