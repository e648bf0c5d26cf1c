package io.odradek.protocol.record;

import io.odradek.api.Header;
import io.odradek.protocol.wire.Utf8;
import io.odradek.protocol.wire.Varints;
import java.util.List;

/** How many bytes a record takes in a V2 batch. Thread-safe. */
public final class RecordSizes {

    private static final int ATTRIBUTES_SIZE_BYTES = 1;

    private RecordSizes() {}

    /**
     * A bound for the record wherever in whichever batch it comes to stand, without the batch's header.
     *
     * @param keySizeBytes −1 for a null key
     * @param valueSizeBytes −1 for a null value
     */
    public static int recordSizeBytesMax(int keySizeBytes, int valueSizeBytes, List<Header> headers) {
        int deltasSizeBytesMax = Varints.LONG_SIZE_BYTES_MAX + Varints.INT_SIZE_BYTES_MAX;
        int content = contentSizeBytes(keySizeBytes, valueSizeBytes, headers);
        return Math.addExact(content, Varints.INT_SIZE_BYTES_MAX + ATTRIBUTES_SIZE_BYTES + deltasSizeBytesMax);
    }

    /** A bound for an uncompressed batch of this record alone, header included; arguments as in {@link #recordSizeBytesMax}. */
    public static int batchSizeBytesMax(int keySizeBytes, int valueSizeBytes, List<Header> headers) {
        return Math.addExact(RecordBatch.HEADER_SIZE_BYTES, recordSizeBytesMax(keySizeBytes, valueSizeBytes, headers));
    }

    /** The exact size behind the length, at this place in a batch. */
    static int bodySizeBytes(long timestampDeltaMs, int offsetDelta, int contentSizeBytes) {
        int place = ATTRIBUTES_SIZE_BYTES + Varints.sizeBytes(timestampDeltaMs) + Varints.sizeBytes(offsetDelta);
        return Math.addExact(contentSizeBytes, place);
    }

    /** Key, value and headers with their lengths. */
    static int contentSizeBytes(int keySizeBytes, int valueSizeBytes, List<Header> headers) {
        long sizeBytes = bytesSizeBytes(keySizeBytes) + bytesSizeBytes(valueSizeBytes) + Varints.sizeBytes(headers.size());
        for (int i = 0; i < headers.size(); i++) {
            Header header = headers.get(i);
            byte[] value = header.value();
            sizeBytes += bytesSizeBytes(Utf8.sizeBytes(header.key())) + bytesSizeBytes(value == null ? -1 : value.length);
        }
        return Math.toIntExact(sizeBytes);
    }

    private static long bytesSizeBytes(int sizeBytes) {
        return (long) Varints.sizeBytes(sizeBytes) + Math.max(sizeBytes, 0);
    }
}
