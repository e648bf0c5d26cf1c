package io.odradek.spi.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** A jar that an author of plug-ins might have built, made of classes of {@link SamplePlugins} and service files. */
final class PluginJar {
    private final Path path;
    private final List<Class<?>> classes = new ArrayList<>(List.of(SamplePlugins.class));
    private final StringBuilder services = new StringBuilder();
    private final Class<?> contractType;

    PluginJar(Path folder, String name, Contract<?> contract) {
        this.path = folder.resolve(name);
        this.contractType = contract.providerType();
    }

    /** A class that the jar has and lists. */
    PluginJar lists(Class<?> provider) {
        return has(provider).line(provider.getName());
    }

    /** A class that the jar has. */
    PluginJar has(Class<?> type) {
        classes.add(type);
        return this;
    }

    /** A line of the service file, as it is. */
    PluginJar line(String text) {
        services.append(text).append('\n');
        return this;
    }

    /** Writes the jar. */
    Path build() {
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(path))) {
            for (Class<?> type : classes) {
                String entry = type.getName().replace('.', '/') + ".class";
                jar.putNextEntry(new JarEntry(entry));
                try (InputStream bytes = type.getClassLoader().getResourceAsStream(entry)) {
                    bytes.transferTo(jar);
                }
            }
            jar.putNextEntry(new JarEntry("META-INF/services/" + contractType.getName()));
            jar.write(services.toString().getBytes(StandardCharsets.UTF_8));
            return path;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A loader that sees these jars and the contracts, and the samples only where a jar has them. */
    static URLClassLoader loader(Path... jars) {
        URL[] urls = new URL[jars.length];
        for (int i = 0; i < jars.length; i++) {
            try {
                urls[i] = jars[i].toUri().toURL();
            } catch (MalformedURLException impossible) {
                throw new AssertionError(impossible);
            }
        }
        return new URLClassLoader(urls, new WithoutSamples(PluginJar.class.getClassLoader()));
    }

    /** Sees what the tests see, except the sample plug-ins. */
    static final class WithoutSamples extends ClassLoader {
        WithoutSamples(ClassLoader parent) {
            super(parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith(SamplePlugins.class.getName())) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }
    }
}
