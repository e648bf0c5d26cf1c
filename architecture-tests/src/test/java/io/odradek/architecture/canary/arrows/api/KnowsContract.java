package io.odradek.architecture.canary.arrows.api;

import io.odradek.spi.plugin.Contract;

/** Points from api up to spi. */
final class KnowsContract {
    String name(Contract<?> contract) {
        return contract.name();
    }
}
