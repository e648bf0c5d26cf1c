package io.odradek.architecture;

import java.util.List;

/**
 * A file of the house, as it stands in its module.
 *
 * @param module the module's folder
 * @param path the path inside the module, with slashes
 * @param text what it says
 */
record SourceFile(String module, String path, String text) {
    boolean isMain() {
        return path.startsWith("src/main/");
    }

    boolean isJava() {
        return path.endsWith(".java");
    }

    boolean isNamed(String name) {
        return path.endsWith("/" + name);
    }

    /** The folder it is in. */
    String folder() {
        return path.substring(0, path.lastIndexOf('/'));
    }

    /** The name of the class that a Java file is named after. */
    String className() {
        String relative = path.substring(path.indexOf("/java/") + "/java/".length(), path.length() - ".java".length());
        return relative.replace('/', '.');
    }

    List<String> lines() {
        return text.lines().toList();
    }

    @Override
    public String toString() {
        return module + "/" + path;
    }
}
