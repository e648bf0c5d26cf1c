package io.odradek.testkit.mutant;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * All classes of the product once more, with a patch among them: every class of the class path is loaded anew, so that nothing is shared with
 * the product as it is.
 *
 * <p>Confined to one thread.
 */
final class MutantWorld implements AutoCloseable {
    private final URLClassLoader loader;

    /** Compiles the patches into {@code classes}, an empty folder. */
    MutantWorld(List<Patch> patches, Path classes) throws IOException {
        Files.createDirectories(classes);
        if (!patches.isEmpty()) {
            compile(patches, classes);
        }
        List<URL> urls = new ArrayList<>();
        urls.add(url(classes));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            urls.add(url(Path.of(entry)));
        }
        this.loader = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        loader.setDefaultAssertionStatus(true);
    }

    /** Runs seeds there, one after the other, until one goes wrong: what went wrong, or an empty text. */
    String hunt(Class<?> hunter, long fromSeed, int seedCount) throws ReflectiveOperationException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            Class<?> hunt = Class.forName(hunter.getName(), true, loader);
            return (String) hunt.getMethod("run", long.class, int.class).invoke(null, fromSeed, seedCount);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static void compile(List<Patch> patches, Path classes) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IllegalStateException("this Java has no compiler: run the tests with a JDK, not a JRE");
        }
        StringWriter complaints = new StringWriter();
        List<String> options = List.of(
                "-d", classes.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none", "-Xlint:none", "-nowarn");
        List<JavaFileObject> sources = patches.stream().<JavaFileObject>map(PatchedSource::new).toList();
        if (!compiler.getTask(complaints, null, null, options, null, sources).call()) {
            throw new IllegalStateException("a patch does not compile: " + complaints);
        }
    }

    private static URL url(Path path) throws MalformedURLException {
        return path.toUri().toURL();
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }

    /** A patched source, which is in no file. */
    private static final class PatchedSource extends SimpleJavaFileObject {
        private final String text;

        PatchedSource(Patch patch) {
            super(URI.create("string:///" + patch.fileName()), Kind.SOURCE);
            this.text = patch.apply();
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
