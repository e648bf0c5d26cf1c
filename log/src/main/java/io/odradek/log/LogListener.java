package io.odradek.log;

import io.odradek.api.OdradekException;

/**
 * Hears how a log moves on, in order to wake whoever waits for it.
 *
 * <p>Confined to the log's event loop. Called at the end of the change; it may call the log.
 */
public interface LogListener {
    /** The log's end, its high watermark, its start or its forced offset has changed. */
    void moved();

    /** The log takes no more appends, because storage failed; reads go on. */
    void failed(OdradekException failure);

    /** Hears nothing. */
    static LogListener none() {
        return new LogListener() {
            @Override
            public void moved() {}

            @Override
            public void failed(OdradekException failure) {}
        };
    }
}
