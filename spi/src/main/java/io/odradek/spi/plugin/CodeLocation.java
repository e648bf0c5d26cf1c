package io.odradek.spi.plugin;

import java.lang.module.ResolvedModule;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;

/** Where a class comes from, as a person would look for it. */
final class CodeLocation {
    private CodeLocation() {}

    /** The jar or folder of the class, or its module, or how else it came to be. */
    static String of(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        URL url = source == null ? null : source.getLocation();
        if (url != null) {
            return readable(url);
        }
        Module module = type.getModule();
        if (!module.isNamed()) {
            return "no file: made by " + type.getClassLoader();
        }
        Optional<URI> place = Optional.ofNullable(module.getLayer())
                .flatMap(layer -> layer.configuration().findModule(module.getName()))
                .map(ResolvedModule::reference)
                .flatMap(reference -> reference.location());
        return "module " + module.getName() + place.map(uri -> " at " + uri).orElse("");
    }

    private static String readable(URL url) {
        try {
            return Path.of(url.toURI()).toString();
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException notFile) {
            return url.toString();
        }
    }
}
