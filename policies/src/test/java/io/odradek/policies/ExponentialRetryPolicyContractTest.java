package io.odradek.policies;

import io.odradek.spi.retry.RetryPolicyProvider;
import io.odradek.spi.tck.retry.RetryPolicyContract;

class ExponentialRetryPolicyContractTest extends RetryPolicyContract {
    @Override
    protected RetryPolicyProvider provider() {
        return new ExponentialRetryPolicyProvider();
    }
}
