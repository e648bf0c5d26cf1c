package io.odradek.architecture.canary.netty.broker;

import io.netty.channel.EventLoop;

/** Knows the network's library. */
interface KnowsNetty {
    EventLoop loop();
}
