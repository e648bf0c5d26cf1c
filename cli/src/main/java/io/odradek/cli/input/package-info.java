/**
 * Records out of files and standard input: lines of text and rows of CSV, as bytes.
 *
 * <p>Bytes are never decoded on their way into a record. Nothing enters here that knows producers.
 */
@NullMarked
package io.odradek.cli.input;

import org.jspecify.annotations.NullMarked;
