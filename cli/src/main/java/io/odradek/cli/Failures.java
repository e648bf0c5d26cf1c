package io.odradek.cli;

import io.odradek.api.ConfigException;
import io.odradek.api.OdradekException;
import io.odradek.api.PluginException;
import io.odradek.cli.console.CommandFailure;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Makes one sentence and an exit code of whatever ended a command. */
final class Failures {
    private Failures() {}

    static CommandFailure explain(Throwable thrown) {
        Throwable error = thrown;
        while ((error instanceof CompletionException || error instanceof ExecutionException) && error.getCause() != null) {
            error = error.getCause();
        }
        if (error instanceof CommandFailure failure) {
            return failure;
        }
        if (error instanceof ConfigException || error instanceof PluginException) {
            return CommandFailure.usage(error.getMessage(), error);
        }
        if (error instanceof OdradekException) {
            return CommandFailure.failed(error.getMessage(), error);
        }
        return CommandFailure.failed(
                "something unforeseen happened: " + error + "; --stacktrace shows where", error);
    }
}
