package io.odradek.protocol.message;

import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.protocol.ObjectSerializationCache;
import org.apache.kafka.common.protocol.types.BoundField;
import org.apache.kafka.common.protocol.types.RawTaggedField;
import org.apache.kafka.common.protocol.types.Schema;
import org.apache.kafka.common.protocol.types.TaggedFields;
import org.apache.kafka.common.protocol.types.Type;
import org.apache.kafka.common.record.internal.MemoryRecords;

/** Fills, writes and reads the message classes that Kafka generates, and compares them with ours field by field. */
public final class KafkaMessages {

    private static final String PACKAGE = "org.apache.kafka.common.message.";

    private KafkaMessages() {}

    /** A blank message of Kafka's class for one of our types. */
    public static Message blank(String name) {
        try {
            return (Message) Class.forName(PACKAGE + name + "Data").getConstructor().newInstance();
        } catch (ReflectiveOperationException missing) {
            throw new AssertionError("Kafka has no class for " + name, missing);
        }
    }

    /** Kafka's message with random contents in the fields that the version carries. */
    public static Message random(String name, short version, Random random) {
        Message message = blank(name);
        Schema[] schemas = (Schema[]) get(field(message.getClass(), "SCHEMAS"), null);
        fill(message, schemas[version], random);
        return message;
    }

    public static ByteBuffer bytes(Message message, short version) {
        ObjectSerializationCache cache = new ObjectSerializationCache();
        ByteBuffer bytes = ByteBuffer.allocate(message.size(cache, version));
        message.write(new ByteBufferAccessor(bytes), cache, version);
        return bytes.flip();
    }

    static Message read(String name, ByteBuffer bytes, short version) {
        Message message = blank(name);
        message.read(new ByteBufferAccessor(bytes), version);
        return message;
    }

    /** Adds fields that no version knows to every struct that can take them. */
    public static void addUnknownTags(Object message, Random random) {
        for (Field field : message.getClass().getDeclaredFields()) {
            if (java.lang.reflect.Modifier.isStatic(field.getModifiers())) {
                continue;
            }
            Object value = get(field, message);
            if (value instanceof Collection<?> elements) {
                elements.stream().filter(Message.class::isInstance).forEach(element -> addUnknownTags(element, random));
            }
        }
        List<RawTaggedField> unknown = ((Message) message).unknownTaggedFields();
        for (int i = random.nextInt(3); i > 0; i--) {
            byte[] content = new byte[random.nextInt(200)];
            random.nextBytes(content);
            unknown.add(new RawTaggedField(1000 - i * 400, content));
        }
    }

    /** The first difference between our record and Kafka's object, by the names of their fields. */
    static Optional<String> difference(Object ours, Object kafkas) {
        for (RecordComponent component : ours.getClass().getRecordComponents()) {
            Object our;
            try {
                component.getAccessor().setAccessible(true);
                our = component.getAccessor().invoke(ours);
            } catch (ReflectiveOperationException unreadable) {
                throw new AssertionError(unreadable);
            }
            Object theirs = get(field(kafkas.getClass(), component.getName()), kafkas);
            Optional<String> difference = valueDifference(our, theirs);
            if (difference.isPresent()) {
                return Optional.of(component.getName() + ": " + difference.get());
            }
        }
        return Optional.empty();
    }

    private static Optional<String> valueDifference(Object ours, Object theirs) {
        if (ours instanceof Record && theirs != null) {
            return difference(ours, theirs);
        }
        if (ours instanceof List<?> ourElements && theirs instanceof Collection<?> theirElements) {
            Iterator<?> theirElement = theirElements.iterator();
            for (Object our : ourElements) {
                if (!theirElement.hasNext()) {
                    return Optional.of("more elements than Kafka's");
                }
                Optional<String> difference = valueDifference(our, theirElement.next());
                if (difference.isPresent()) {
                    return difference;
                }
            }
            return theirElement.hasNext() ? Optional.of("fewer elements than Kafka's") : Optional.empty();
        }
        Object comparable = theirs;
        if (theirs instanceof Uuid uuid) {
            comparable = new UUID(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
        } else if (theirs instanceof MemoryRecords records) {
            comparable = records.buffer();
        }
        return Objects.equals(ours, comparable) ? Optional.empty() : Optional.of(ours + " is not " + theirs);
    }

    private static void fill(Object message, Schema schema, Random random) {
        for (BoundField bound : schema.fields()) {
            if (bound.def.type instanceof TaggedFields tagged) {
                tagged.fields().values().forEach(field -> fill(message, field.name, field.type, random));
            } else {
                fill(message, bound.def.name, bound.def.type, random);
            }
        }
    }

    private static void fill(Object message, String snakeName, Type type, Random random) {
        if (random.nextInt(6) == 0) {
            return;
        }
        Field field = field(message.getClass(), camelCase(snakeName));
        try {
            field.set(message, value(field, type, random));
        } catch (IllegalAccessException inaccessible) {
            throw new AssertionError(inaccessible);
        }
    }

    private static Object value(Field field, Type type, Random random) {
        boolean makeNull = type.isNullable() && random.nextInt(4) == 0;
        if (makeNull) {
            return null;
        }
        if (type.arrayElementType().isPresent()) {
            return array(field, type.arrayElementType().get(), random);
        }
        if (type instanceof Schema schema) {
            Object struct = construct(field.getType());
            fill(struct, schema, random);
            return struct;
        }
        Class<?> javaType = field.getType();
        if (javaType == boolean.class) {
            return random.nextBoolean();
        } else if (javaType == byte.class) {
            return (byte) random.nextInt();
        } else if (javaType == short.class) {
            return (short) random.nextInt();
        } else if (javaType == int.class) {
            return random.nextInt();
        } else if (javaType == long.class) {
            return random.nextLong();
        } else if (javaType == String.class) {
            return string(random);
        } else if (javaType == Uuid.class) {
            return new Uuid(random.nextLong(), random.nextLong());
        }
        byte[] records = new byte[random.nextInt(300)];
        random.nextBytes(records);
        return MemoryRecords.readableRecords(ByteBuffer.wrap(records));
    }

    @SuppressWarnings("unchecked")
    private static Object array(Field field, Type elementType, Random random) {
        Collection<Object> elements =
                field.getType() == List.class ? new ArrayList<>() : (Collection<Object>) construct(field.getType());
        for (int i = random.nextInt(4); i > 0; i--) {
            if (elementType instanceof Schema schema) {
                Object element = construct(elementClass(field));
                fill(element, schema, random);
                elements.add(element);
            } else if (elementType == Type.INT32) {
                elements.add(random.nextInt());
            } else {
                elements.add(string(random));
            }
        }
        return elements;
    }

    private static Class<?> elementClass(Field field) {
        ParameterizedType generic = (ParameterizedType)
                (field.getType() == List.class ? field.getGenericType() : field.getType().getGenericSuperclass());
        return (Class<?>) generic.getActualTypeArguments()[0];
    }

    private static String string(Random random) {
        int[] codePoints = new int[random.nextInt(200)];
        for (int i = 0; i < codePoints.length; i++) {
            int kind = random.nextInt(20);
            codePoints[i] = kind == 0 ? 0x1F600 + random.nextInt(50) : kind == 1 ? 0xE4 : kind == 2 ? 0x20AC : 'a' + random.nextInt(26);
        }
        return new String(codePoints, 0, codePoints.length);
    }

    private static String camelCase(String snakeName) {
        StringBuilder name = new StringBuilder();
        for (String word : snakeName.split("_")) {
            name.append(name.length() == 0 ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return name.toString();
    }

    private static Object construct(Class<?> type) {
        try {
            return type.getConstructor().newInstance();
        } catch (ReflectiveOperationException unconstructable) {
            throw new AssertionError(unconstructable);
        }
    }

    private static Field field(Class<?> type, String name) {
        try {
            Field field = type.getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException missing) {
            throw new AssertionError("Kafka's " + type.getSimpleName() + " has no field " + name, missing);
        }
    }

    private static Object get(Field field, Object from) {
        try {
            field.setAccessible(true);
            return field.get(from);
        } catch (IllegalAccessException inaccessible) {
            throw new AssertionError(inaccessible);
        }
    }
}
