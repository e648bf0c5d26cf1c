package io.odradek.storage.mmap;

import io.odradek.api.StorageException;
import io.odradek.spi.runtime.Workers;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Does blocking work on files on the workers, and tells failures in words that name the file.
 *
 * <p>Immutable. Futures complete on the executor it was made with.
 */
final class FileWork {
    private final Workers workers;
    private final Executor completeOn;

    FileWork(Workers workers, Executor completeOn) {
        this.workers = workers;
        this.completeOn = completeOn;
    }

    /** Does {@code work}; a failure becomes a {@link StorageException} that says {@code doing} and {@code file}. */
    <T> CompletableFuture<T> submit(String doing, Path file, Callable<T> work) {
        return workers.submit(
                () -> {
                    try {
                        return work.call();
                    } catch (Exception | Error failure) {
                        throw named(doing, file, failure);
                    }
                },
                completeOn);
    }

    /** Does {@code work}; a missing file is told as it is, {@link NoSuchFileException}, other failures as {@link #submit} does. */
    <T> CompletableFuture<T> submitForPresent(String doing, Path file, Callable<T> work) {
        return workers.submit(
                () -> {
                    try {
                        return work.call();
                    } catch (NoSuchFileException absent) {
                        throw absent;
                    } catch (Exception | Error failure) {
                        throw named(doing, file, failure);
                    }
                },
                completeOn);
    }

    static StorageException named(String doing, Path file, Throwable failure) {
        if (failure instanceof StorageException known) {
            return known;
        }
        return new StorageException("cannot " + doing + " " + file + ": " + reason(failure), failure);
    }

    private static String reason(Throwable failure) {
        if (failure instanceof NoSuchFileException) {
            return "it does not exist";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "it exists already";
        }
        if (failure instanceof AccessDeniedException) {
            return "this user may not do that there";
        }
        if (failure instanceof FileSystemException told && told.getReason() != null) {
            return told.getReason();
        }
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
