/**
 * How a Kafka message becomes bytes and bytes become a message: each field is described once and visited alike by reader, writer and
 * sizer.
 *
 * <p>Knows primitives, strings, arrays, structs, tagged fields and versions. No message, record batch or connection may enter here.
 */
package io.odradek.protocol.wire;
