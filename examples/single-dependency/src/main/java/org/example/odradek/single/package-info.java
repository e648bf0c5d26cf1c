/** A program with one dependency. */
package org.example.odradek.single;
