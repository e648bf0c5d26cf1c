package io.odradek.architecture.canary.console.client;

import picocli.CommandLine;

/** Wants a terminal. */
interface KnowsPicocli {
    CommandLine commandLine();
}
