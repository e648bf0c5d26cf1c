/**
 * What a run did, as its applications saw it: sends, completions, flushes, reads, faults, and what the log held in the end. It records
 * and finds; whether that was right is for the judge. No engine and no network enters here.
 */
package io.odradek.testkit.history;
