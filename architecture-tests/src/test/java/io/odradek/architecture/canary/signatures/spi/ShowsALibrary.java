package io.odradek.architecture.canary.signatures.spi;

import java.util.List;
import org.slf4j.Logger;

/** A library in a contract. */
public interface ShowsALibrary {
    /** Shows a library. */
    List<Logger> loggers();
}
