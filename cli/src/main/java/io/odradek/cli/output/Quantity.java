package io.odradek.cli.output;

import java.util.Locale;

/** Numbers as people read them. Immutable. */
public final class Quantity {
    private static final double NS_PER_MS = 1e6;
    private static final double NS_PER_SECOND = 1e9;
    private static final long KIB = 1024;
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

    private Quantity() {}

    /** A whole number with its thousands apart. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    static String bytes(long sizeBytes) {
        double amount = sizeBytes;
        int unit = 0;
        while (amount >= KIB && unit < UNITS.length - 1) {
            amount /= KIB;
            unit++;
        }
        return unit == 0 ? sizeBytes + " B" : String.format(Locale.ROOT, "%.1f %s", amount, UNITS[unit]);
    }

    /** Seconds, with two decimals. */
    public static String seconds(long elapsedNs) {
        return String.format(Locale.ROOT, "%.2f s", elapsedNs / NS_PER_SECOND);
    }

    static String milliseconds(long elapsedNs) {
        return String.format(Locale.ROOT, "%.1f ms", elapsedNs / NS_PER_MS);
    }

    static String percent(long part, long whole) {
        return whole == 0 ? "-" : String.format(Locale.ROOT, "%.1f%%", 100.0 * part / whole);
    }

    /** Milliseconds with three decimals, for programs. */
    public static double roundedMs(long elapsedNs) {
        return Math.round(elapsedNs / 1e3) / 1e3;
    }
}
