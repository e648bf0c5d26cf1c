package io.odradek.architecture.canary.bareapi.api;

import org.slf4j.Logger;

/** Brings a library with it. */
interface KnowsLogger {
    Logger logger();
}
