package io.odradek.protocol.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The way from a message to the field being read, kept without allocation and spelled out only for an error. */
final class FieldPath {

    private Field[] fields = new Field[4];
    private int[] indexes = new int[4];
    private int depth;

    void push(Field field) {
        if (depth == fields.length) {
            fields = Arrays.copyOf(fields, depth * 2);
            indexes = Arrays.copyOf(indexes, depth * 2);
        }
        fields[depth] = field;
        indexes[depth] = -1;
        depth++;
    }

    void index(int index) {
        indexes[depth - 1] = index;
    }

    void pop() {
        depth--;
    }

    /** The path with the field at its end; without a field the tagged section is meant. */
    String to(@Nullable Field field) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < depth; i++) {
            text.append(fields[i].name);
            if (indexes[i] >= 0) {
                text.append('[').append(indexes[i]).append(']');
            }
            text.append('.');
        }
        boolean elementItself = field != null && depth > 0 && fields[depth - 1] == field;
        if (elementItself) {
            text.setLength(text.length() - 1);
        } else {
            text.append(field == null ? "tagged fields" : field.name);
        }
        return text.toString();
    }
}
