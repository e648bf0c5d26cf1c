package io.odradek.architecture.canary.codecs.protocol;

import net.jpountz.lz4.LZ4Factory;

/** Knows a codec's library. */
interface KnowsLz4 {
    LZ4Factory factory();
}
