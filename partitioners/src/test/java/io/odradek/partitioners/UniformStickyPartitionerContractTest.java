package io.odradek.partitioners;

import io.odradek.spi.partitioner.PartitionerProvider;
import io.odradek.spi.tck.partitioner.PartitionerContract;
import java.util.Map;

class UniformStickyPartitionerContractTest extends PartitionerContract {
    @Override
    protected PartitionerProvider provider() {
        return new UniformStickyPartitionerProvider();
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of("batch.size", "1000");
    }
}
