/**
 * A net that catches nothing proves nothing: deliberate bugs, each a patch of one source file that is compiled aside, and the seeds of the
 * seeded world that must find it. Nothing of the product knows of them.
 */
package io.odradek.testkit.mutant;
