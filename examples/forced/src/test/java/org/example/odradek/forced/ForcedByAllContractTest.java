package org.example.odradek.forced;

import io.odradek.spi.ack.AckPolicyProvider;
import io.odradek.spi.tck.ack.AckPolicyContract;
import java.util.Map;

/** The rules once more, for the other form. */
class ForcedByAllContractTest extends AckPolicyContract {
    @Override
    protected AckPolicyProvider provider() {
        return new ForcedAckPolicyProvider();
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of("forced.replicas", "all");
    }
}
