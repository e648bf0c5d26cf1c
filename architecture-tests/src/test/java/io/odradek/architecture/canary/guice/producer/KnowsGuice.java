package io.odradek.architecture.canary.guice.producer;

import com.google.inject.Injector;

/** Wants a container. */
interface KnowsGuice {
    Injector injector();
}
