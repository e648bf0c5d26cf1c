/** Interim. */
package io.odradek.broker.internal.directory;
