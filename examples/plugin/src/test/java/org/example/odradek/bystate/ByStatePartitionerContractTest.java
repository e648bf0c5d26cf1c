package org.example.odradek.bystate;

import io.odradek.spi.partitioner.PartitionerProvider;
import io.odradek.spi.tck.partitioner.PartitionerContract;

/** All that is needed to know that the plug-in keeps the rules. */
class ByStatePartitionerContractTest extends PartitionerContract {
    @Override
    protected PartitionerProvider provider() {
        return new ByStatePartitionerProvider();
    }
}
