package io.odradek.architecture.canary.chance.producer;

import java.util.UUID;

/** Makes an identity that no seed gives. */
final class MakesAnIdentity {
    UUID next() {
        return UUID.randomUUID();
    }
}
