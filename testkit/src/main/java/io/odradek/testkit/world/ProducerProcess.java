package io.odradek.testkit.world;

import io.odradek.api.Producer;
import io.odradek.api.ProducerMetrics;
import io.odradek.api.Serializer;
import io.odradek.inmemory.time.VirtualProcess;
import io.odradek.inmemory.transport.InProcessTransport;
import io.odradek.producer.OdradekProducer;
import io.odradek.producer.ProducerConfig;
import io.odradek.producer.ProducerParts;
import io.odradek.spi.plugin.Contract;
import io.odradek.spi.plugin.PluginContext;
import io.odradek.spi.retry.RetryPolicy;
import io.odradek.spi.runtime.EventLoop;
import io.odradek.spi.transport.Endpoint;
import io.odradek.spi.transport.TransportSettings;
import io.odradek.testkit.history.ProducerTraits;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.TreeMap;

/**
 * A process with a producer engine in it, and a loop for the application that uses it.
 *
 * <p>Confined to the thread that drives the virtual time.
 */
final class ProducerProcess {
    private static final Duration CLOSE_BOUND = Duration.ofSeconds(5);
    private static final long CLOSE_BOUND_NS = 10_000_000_000L;

    private final SimulatedWorld world;
    private final String name;
    private final VirtualProcess process;
    private final ProducerTraits traits;
    private final InProcessTransport transport;
    private final EventLoop application;
    private final OdradekProducer<byte[], byte[]> producer;

    ProducerProcess(SimulatedWorld world, int id, ApplicationSetup setup) {
        this.world = world;
        this.name = "producer-" + id;
        this.process = world.time().newProcess(name);
        Map<String, String> settings = new TreeMap<>(setup.producerSettings());
        settings.put("bootstrap.servers", world.brokerAddresses().stream().map(Endpoint::toString).collect(Collectors.joining(",")));
        settings.put("client.id", name);
        this.traits = new ProducerTraits(
                id,
                !"0".equals(settings.get("acks")),
                setup.forceAwaited(),
                Boolean.parseBoolean(settings.get("enable.idempotence")),
                Integer.parseInt(settings.get("max.in.flight.requests.per.connection")),
                setup.deliveryTimeoutNs(),
                ProducerTraits.Telling.ALL);
        this.transport = world.network()
                .transport(process, new TransportSettings(name, setup.workload().producerLoopCount()));
        this.application = process.newEventLoop("application");
        ProducerConfig.Builder config = ProducerConfig.builder()
                .plugins(world.plugins())
                .retryPolicy(noted(id, retryPolicy(world.context(settings, process))));
        if (setup.forceAwaited()) {
            settings.remove("ack.policy");
            config.ackPolicy(new ForcedAck());
        }
        settings.forEach(config::set);
        ProducerParts parts =
                new ProducerParts(transport, process.workers(), process.clock(), process.random(), application);
        this.producer = OdradekProducer.assemble(config.build(), parts, Serializer.bytes(), Serializer.bytes());
    }

    private RetryPolicy retryPolicy(PluginContext context) {
        return world.plugins()
                .create(Contract.RETRY_POLICY, "exponential", provider -> provider.create(context));
    }

    /** The same policy; the history learns of every question, and so how often each batch was tried. */
    private RetryPolicy noted(int id, RetryPolicy policy) {
        return failure -> {
            world.history().attemptFailed(id, failure.partition(), failure.attempt());
            return policy.decide(failure);
        };
    }

    VirtualProcess process() {
        return process;
    }

    ProducerTraits traits() {
        return traits;
    }

    Producer<byte[], byte[]> producer() {
        return producer;
    }

    EventLoop application() {
        return application;
    }

    /** Closes the engine, then its transport, and tells what it did not give back. Lets time run. */
    void close() {
        world.settle(producer.closeAsync(CLOSE_BOUND), CLOSE_BOUND_NS, "the close of " + name);
        transport.close();
        ProducerMetrics metrics = producer.metrics();
        leftOver(metrics.bufferedBytes(), "bytes of buffer.memory that it did not give back");
        leftOver(transport.framesUnreleased(), "frames that it did not release");
        leftOver(transport.sendsUnreported(), "sends that were not reported");
        leftOver(transport.framesChanged(), "frames that it wrote to while the network had them");
        leftOver(transport.handlerFaults(), "handlers that threw");
        metrics.errorsCaught().forEach((what, count) -> leftOver(count, "errors caught in " + what));
    }

    private void leftOver(long count, String what) {
        if (count != 0) {
            world.history().leftOver(name + " had " + count + " " + what);
        }
    }
}
