package io.odradek.broker.internal.network;

import io.odradek.api.ErrorCode;
import io.odradek.protocol.message.ApiVersionsResponse;
import java.util.ArrayList;
import java.util.List;

/** The answer that tells which APIs there are. */
public final class ApiVersionsAnswer {
    private ApiVersionsAnswer() {}

    /** Every API of the table in the versions it advertises, and no features. */
    public static ApiVersionsResponse of(ApiTable apis, ErrorCode error) {
        return of(apis, error, List.of());
    }

    /** Every API of the table in the versions it advertises, and some features. */
    public static ApiVersionsResponse of(ApiTable apis, ErrorCode error, List<ApiVersionsResponse.SupportedFeature> features) {
        List<ApiVersionsResponse.ApiVersion> versions = new ArrayList<>();
        for (ApiHandler<?, ?> handler : apis.all()) {
            versions.add(new ApiVersionsResponse.ApiVersion(
                    handler.rpc().apiKey().id(), handler.advertised().min(), handler.advertised().max()));
        }
        return new ApiVersionsResponse(error.code(), versions, 0, features, -1L, List.of(), false);
    }
}
