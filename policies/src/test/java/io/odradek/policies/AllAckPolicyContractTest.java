package io.odradek.policies;

import io.odradek.spi.ack.AckPolicyProvider;
import io.odradek.spi.tck.ack.AckPolicyContract;

class AllAckPolicyContractTest extends AckPolicyContract {
    @Override
    protected AckPolicyProvider provider() {
        return new AllAckPolicyProvider();
    }
}
