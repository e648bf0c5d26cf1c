package io.odradek.fuzz.socket;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;

/**
 * Attacks a broker: one connection after the other, each with frames that no good client sends, some cut off, some left half-sent until
 * later, some reset.
 *
 * <p>Confined to the thread that calls it.
 */
final class HostileClient implements Callable<Integer> {
    private static final int HELD_COUNT_MAX = 16;
    private static final int CROWD_COUNT = 24;
    private static final int REQUESTS_AT_ONCE = 150;

    private final InetSocketAddress broker;
    private final Random random;
    private final HostileFrames frames;
    private final BooleanSupplier goesOn;
    private final ArrayDeque<HalfSent> held = new ArrayDeque<>();
    private int attackCount;

    private record HalfSent(SocketChannel channel, ByteBuffer rest) {}

    HostileClient(InetSocketAddress broker, long seed, String junkTopic, BooleanSupplier goesOn) {
        this.broker = broker;
        this.random = new Random(seed);
        this.frames = new HostileFrames(random, junkTopic);
        this.goesOn = goesOn;
    }

    /** Attacks for as long as it goes on; the number of attacks. */
    @Override
    public Integer call() throws IOException {
        try {
            while (goesOn.getAsBoolean()) {
                attack();
                attackCount++;
            }
        } finally {
            while (!held.isEmpty()) {
                reset(held.removeFirst().channel());
            }
        }
        return attackCount;
    }

    private void attack() throws IOException {
        switch (random.nextInt(12)) {
            case 0 -> crowd();
            case 1 -> reset(connected());
            case 2, 3 -> holdHalf();
            case 4 -> finishOneHeld();
            case 5 -> unread();
            case 6 -> oneByteAfterTheOther();
            default -> severalFrames();
        }
    }

    private SocketChannel connected() throws IOException {
        SocketChannel channel = SocketChannel.open(broker);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return channel;
    }

    private static void reset(SocketChannel channel) throws IOException {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        channel.close();
    }

    private void crowd() throws IOException {
        ArrayDeque<SocketChannel> crowd = new ArrayDeque<>();
        for (int i = 0; i < CROWD_COUNT; i++) {
            crowd.add(connected());
        }
        for (SocketChannel one : crowd) {
            if (random.nextBoolean()) {
                write(one, frames.next());
            }
            end(one);
        }
    }

    private void severalFrames() throws IOException {
        SocketChannel channel = connected();
        for (int left = 1 + random.nextInt(4); left > 0; left--) {
            ByteBuffer frame = frames.next();
            if (random.nextInt(5) == 0) {
                frame.limit(random.nextInt(frame.limit() + 1));
            }
            write(channel, frame);
        }
        end(channel);
    }

    private void holdHalf() throws IOException {
        ByteBuffer frame = frames.next();
        int sizeBytes = frame.limit();
        SocketChannel channel = connected();
        write(channel, frame.limit(random.nextInt(sizeBytes + 1)));
        held.addLast(new HalfSent(channel, frame.limit(sizeBytes)));
        if (held.size() > HELD_COUNT_MAX) {
            reset(held.removeFirst().channel());
        }
    }

    private void finishOneHeld() throws IOException {
        if (!held.isEmpty()) {
            HalfSent half = held.removeFirst();
            write(half.channel(), half.rest());
            end(half.channel());
        }
    }

    private void unread() throws IOException {
        SocketChannel channel = connected();
        // It does not wait for a broker that rightly stops reading.
        channel.configureBlocking(false);
        write(channel, frames.manyRequests(REQUESTS_AT_ONCE));
        end(channel);
    }

    private void oneByteAfterTheOther() throws IOException {
        SocketChannel channel = connected();
        ByteBuffer frame = frames.next();
        int countMax = Math.min(frame.limit(), 200);
        for (int i = 0; i < countMax; i++) {
            write(channel, frame.slice(i, 1));
        }
        end(channel);
    }

    /** The broker may well have closed the connection already. */
    private static void write(SocketChannel channel, ByteBuffer bytes) {
        try {
            int count = 1;
            while (bytes.hasRemaining() && count > 0) {
                count = channel.write(bytes);
            }
        } catch (IOException closedByTheBroker) {
            bytes.position(bytes.limit());
        }
    }

    private void end(SocketChannel channel) throws IOException {
        if (random.nextBoolean()) {
            reset(channel);
        } else {
            channel.close();
        }
    }
}
