package io.odradek.log.internal.segment;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** The names of a log's files, as Kafka has them: an offset of twenty digits and what the file is. Immutable. */
public final class LogFileNames {
    /** Record batches. */
    public static final String LOG = ".log";
    /** The offset index. */
    public static final String OFFSET_INDEX = ".index";
    /** The time index. */
    public static final String TIME_INDEX = ".timeindex";
    /** The producers' state before the offset. */
    public static final String SNAPSHOT = ".snapshot";
    /** A file that is being written, to be renamed when it is whole. */
    public static final String ASIDE = ".tmp";
    /** The start offset of each leader epoch. */
    public static final String LEADER_EPOCHS = "leader-epoch-checkpoint";

    private static final int OFFSET_DIGIT_COUNT = 20;

    private LogFileNames() {}

    /** The name of one file. */
    public static String of(long offset, String suffix) {
        return String.format(Locale.ROOT, "%020d", offset) + suffix;
    }

    /** The names of a segment's indexes. */
    public static List<String> ofIndexes(long baseOffset) {
        return List.of(of(baseOffset, OFFSET_INDEX), of(baseOffset, TIME_INDEX));
    }

    /** The names of a segment: its batches and its indexes. */
    public static List<String> ofSegment(long baseOffset) {
        return List.of(of(baseOffset, LOG), of(baseOffset, OFFSET_INDEX), of(baseOffset, TIME_INDEX));
    }

    /** The offset in a name that ends so; empty when it is another file's name. */
    public static OptionalLong offsetOf(String name, String suffix) {
        if (name.length() != OFFSET_DIGIT_COUNT + suffix.length() || !name.endsWith(suffix)) {
            return OptionalLong.empty();
        }
        for (int i = 0; i < OFFSET_DIGIT_COUNT; i++) {
            if (name.charAt(i) < '0' || name.charAt(i) > '9') {
                return OptionalLong.empty();
            }
        }
        try {
            return OptionalLong.of(Long.parseLong(name.substring(0, OFFSET_DIGIT_COUNT)));
        } catch (NumberFormatException tooGreat) {
            return OptionalLong.empty();
        }
    }
}
