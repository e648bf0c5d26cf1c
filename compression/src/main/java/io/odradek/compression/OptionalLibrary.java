package io.odradek.compression;

import java.util.Optional;

/** A library that a codec needs and that may be absent. Immutable. */
enum OptionalLibrary {
    /** Snappy. */
    SNAPPY("snappy", "org.xerial.snappy.Snappy", "org.xerial.snappy:snappy-java", "org.xerial.snappy"),
    /** Zstandard. */
    ZSTD("zstd", "com.github.luben.zstd.Zstd", "com.github.luben:zstd-jni", "com.github.luben.zstd_jni");

    private final String codec;
    private final String className;
    private final String artifact;
    private final String moduleName;

    OptionalLibrary(String codec, String className, String artifact, String moduleName) {
        this.codec = codec;
        this.className = className;
        this.artifact = artifact;
        this.moduleName = moduleName;
    }

    /** Why the library cannot be used as seen from {@code loader}, and what to do; empty when it can. */
    Optional<String> unavailable(ClassLoader loader) {
        try {
            Class.forName(className, true, loader);
            return Optional.empty();
        } catch (ClassNotFoundException absent) {
            return Optional.of("the codec '" + codec + "' needs a library that is not on the path: add " + artifact
                    + " (on the module path with --add-modules " + moduleName + "), or choose gzip or lz4, which need none");
        } catch (LinkageError broken) {
            return Optional.of("the codec '" + codec + "' needs " + artifact + ", which is there but cannot be loaded on this machine ("
                    + broken + "): choose gzip or lz4, or replace the library");
        }
    }
}
