/**
 * A broker's data directory and the logs in it.
 *
 * <p>Nothing enters here that looks into a log.
 */
package io.odradek.log.directory;
