/**
 * Programs that run in a JVM of their own with a kafka-clients of their own version.
 *
 * <p>They use only what kafka-clients 2.8 to 4.3 have in common, and nothing of Odradek.
 */
package io.odradek.interop.program;
