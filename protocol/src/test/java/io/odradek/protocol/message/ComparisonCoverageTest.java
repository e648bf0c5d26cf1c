package io.odradek.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** No message, version, header or hand-laid encoder is left without a comparison. */
class ComparisonCoverageTest {

    private static List<Class<?>> classes;

    /** The classes of the package as they were compiled, so that no list has to be kept. */
    @BeforeAll
    static void findClasses() throws Exception {
        URI compiled = MessageType.class.getProtectionDomain().getCodeSource().getLocation().toURI();
        Path folder = Path.of(compiled).resolve(MessageType.class.getPackageName().replace('.', '/'));
        classes = new ArrayList<>();
        for (String name : classNames(folder)) {
            classes.add(Class.forName(MessageType.class.getPackageName() + "." + name));
        }
        assertThat(classes).contains(MessageType.class, ProduceRequest.class);
    }

    private static List<String> classNames(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class") && !name.startsWith("package-info"))
                    .map(name -> name.substring(0, name.length() - ".class".length()))
                    .sorted()
                    .toList();
        }
    }

    private static <T> List<T> constants(Class<T> wanted) {
        List<T> found = new ArrayList<>();
        for (Class<?> owner : classes) {
            for (Field field : owner.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) && wanted.isAssignableFrom(field.getType())) {
                    try {
                        field.setAccessible(true);
                        found.add(wanted.cast(field.get(null)));
                    } catch (IllegalAccessException unreadable) {
                        throw new AssertionError(unreadable);
                    }
                }
            }
        }
        return found;
    }

    @Test
    void messageTypes_everyOneDeclared_isCompared() {
        List<MessageType<?>> declared = new ArrayList<>();
        constants(MessageType.class).forEach(declared::add);

        assertThat(EveryVersion.TYPES).containsExactlyInAnyOrderElementsOf(declared);
    }

    @Test
    void apiKeys_everyOne_hasACallOfTwoComparedTypes() {
        Set<ApiKey> called = EnumSet.noneOf(ApiKey.class);
        for (Rpc<?, ?> rpc : constants(Rpc.class)) {
            assertThat(EveryVersion.TYPES).contains(rpc.request(), rpc.response());
            assertThat(rpc.request().apiKey()).isEqualTo(rpc.apiKey());
            assertThat(rpc.response().apiKey()).isEqualTo(rpc.apiKey());
            called.add(rpc.apiKey());
        }
        assertThat(called).containsExactlyInAnyOrder(ApiKey.values());
    }

    @Test
    void versions_everyOneSupported_isComparedWithKafkasClassesOrByteByByte() {
        // Given
        Set<String> compared = new HashSet<>();
        EveryVersion.sharedWithKafka().forEach(pair -> compared.add(pair.get()[0] + " v" + pair.get()[1]));
        OldVersion.EXAMPLES.forEach(example -> compared.add(example.toString()));

        // When
        Set<String> supported = new TreeSet<>();
        for (MessageType<?> type : EveryVersion.TYPES) {
            for (short version = type.apiKey().minVersion(); version <= type.apiKey().maxVersion(); version++) {
                supported.add(type.struct().name() + " v" + version);
            }
        }

        // Then
        assertThat(compared).containsExactlyInAnyOrderElementsOf(supported);
    }

    @Test
    void encodersLaidByHand_everyOne_isComparedWithItsDescription() {
        Set<String> encoders = classes.stream()
                .map(Class::getSimpleName)
                .filter(name -> name.endsWith("Encoder"))
                .collect(Collectors.toCollection(TreeSet::new));

        // Their comparisons are in FrameEncodersTest, over these versions.
        assertThat(encoders).containsExactly("FetchResponseEncoder", "ProduceRequestEncoder");
        assertThat(FrameEncodersTest.produceVersions().toArray()).startsWith(3).endsWith(ApiKey.PRODUCE.maxVersion());
        assertThat(FrameEncodersTest.fetchVersions().toArray())
                .startsWith(ApiKey.FETCH.minVersion())
                .endsWith(ApiKey.FETCH.maxVersion());
    }
}
