package io.odradek.spi.storage;

import io.odradek.api.StorageException;

/**
 * Which names a storage takes for folders and files (rule S14): one place for all storages to ask.
 *
 * <p>Immutable.
 */
public final class StorageNames {
    /** The longest name, in characters: what common file systems take. */
    public static final int LENGTH_MAX = 255;

    private StorageNames() {}

    /** The name itself, if it stays inside the folder it is used in; a {@link StorageException} if it does not. */
    public static String requireInside(String name) {
        if (name.isEmpty() || name.length() > LENGTH_MAX || name.equals(".") || name.equals("..")) {
            throw refused(name);
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '/' || c == '\\' || c == ':' || Character.isISOControl(c)) {
                throw refused(name);
            }
        }
        return name;
    }

    private static StorageException refused(String name) {
        String shown = name.length() > LENGTH_MAX ? name.substring(0, LENGTH_MAX) + "…" : name;
        return new StorageException("the name '" + shown + "' is refused: a name has 1 to " + LENGTH_MAX
                + " characters, is not '.' or '..', and has no '/', '\\', ':' or control character");
    }
}
