/**
 * A broker's configuration as its parts want it: keys, how their text is read, and typed groups of values.
 *
 * <p>Nothing enters here that knows requests, partitions or plug-ins.
 */
package io.odradek.broker.internal.config;
