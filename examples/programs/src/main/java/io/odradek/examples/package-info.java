/** Small programs to begin with. */
package io.odradek.examples;
