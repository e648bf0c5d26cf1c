package io.odradek.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of the jar that this class came in. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"odradek " + (version == null ? "(built from source)" : version)};
    }
}
