package io.odradek.fuzz;

/** Something that reads bytes from outside. Confined to one thread. */
interface FuzzTarget {
    /**
     * Reads one input, and throws an {@link AssertionError}, or whatever nobody expected, when it ends in a way that is not permitted: with
     * another exception than an error of ours that says where, with more memory than the input can justify, or with a result that
     * contradicts itself.
     */
    void read(byte[] input);
}
