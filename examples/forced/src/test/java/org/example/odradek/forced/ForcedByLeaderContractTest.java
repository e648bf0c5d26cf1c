package org.example.odradek.forced;

import io.odradek.spi.ack.AckPolicyProvider;
import io.odradek.spi.tck.ack.AckPolicyContract;

/** All that is needed to know that the policy keeps the rules, as it is without a setting. */
class ForcedByLeaderContractTest extends AckPolicyContract {
    @Override
    protected AckPolicyProvider provider() {
        return new ForcedAckPolicyProvider();
    }
}
