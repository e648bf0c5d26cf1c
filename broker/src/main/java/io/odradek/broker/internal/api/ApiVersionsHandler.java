package io.odradek.broker.internal.api;

import io.odradek.api.ErrorCode;
import io.odradek.broker.internal.network.ApiHandler;
import io.odradek.broker.internal.network.ApiRequest;
import io.odradek.broker.internal.network.ApiTable;
import io.odradek.broker.internal.network.ApiVersionsAnswer;
import io.odradek.broker.internal.network.Reply;
import io.odradek.broker.internal.network.VersionRange;
import io.odradek.protocol.message.AckPolicyFeature;
import io.odradek.protocol.message.ApiVersionsRequest;
import io.odradek.protocol.message.ApiVersionsResponse;
import io.odradek.protocol.message.Rpc;
import io.odradek.spi.ack.AckPolicies;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * ApiVersions, key 18, versions 0 to 4: which requests there are, in which versions.
 *
 * <p>Immutable. The response header is of version 0 in every version, and a request of a version that is not known is answered in version
 * 0 with error 35 (KIP-511); both are done before a handler is asked. From version 3 on a client names its software, which must have the
 * form that KIP-511 states, else error 42. The features that are advertised are the acknowledgement policies that are not Kafka's own
 * ({@link AckPolicyFeature}); none is finalized.
 */
public final class ApiVersionsHandler implements ApiHandler<ApiVersionsRequest, ApiVersionsResponse> {
    private static final int SOFTWARE_SINCE_VERSION = 3;
    private static final Pattern SOFTWARE = Pattern.compile("[a-zA-Z0-9](?:[a-zA-Z0-9\\-.]*[a-zA-Z0-9])?");

    private final Supplier<ApiTable> apis;
    private final List<ApiVersionsResponse.SupportedFeature> features;

    /** Advertises the policies, and the table, which holds this handler too and so is complete later. */
    public ApiVersionsHandler(Supplier<ApiTable> apis, AckPolicies policies) {
        this.apis = apis;
        this.features = policies.byCode().keySet().stream()
                .filter(code -> !AckPolicyFeature.isKafkas(code))
                .map(code -> new AckPolicyFeature(policies.name(code).orElse(AckPolicyFeature.UNNAMED), code).toFeature())
                .toList();
    }

    @Override
    public Rpc<ApiVersionsRequest, ApiVersionsResponse> rpc() {
        return Rpc.API_VERSIONS;
    }

    @Override
    public VersionRange served() {
        return VersionRange.of(0, 4);
    }

    @Override
    public void handle(ApiRequest<ApiVersionsRequest> request, Reply<ApiVersionsResponse> reply) {
        boolean named = SOFTWARE.matcher(request.body().clientSoftwareName()).matches()
                && SOFTWARE.matcher(request.body().clientSoftwareVersion()).matches();
        boolean valid = named || request.version() < SOFTWARE_SINCE_VERSION;
        reply.send(ApiVersionsAnswer.of(apis.get(), valid ? ErrorCode.NONE : ErrorCode.INVALID_REQUEST, features));
    }
}
