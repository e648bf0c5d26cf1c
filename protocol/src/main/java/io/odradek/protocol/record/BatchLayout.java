package io.odradek.protocol.record;

/** Where the fields of a V2 batch header stand, in bytes from the batch's start. */
final class BatchLayout {

    static final int BASE_OFFSET = 0;
    static final int LENGTH = 8;
    static final int PARTITION_LEADER_EPOCH = 12;
    static final int MAGIC = 16;
    static final int CRC = 17;
    static final int ATTRIBUTES = 21;
    static final int LAST_OFFSET_DELTA = 23;
    static final int BASE_TIMESTAMP = 27;
    static final int MAX_TIMESTAMP = 35;
    static final int PRODUCER_ID = 43;
    static final int PRODUCER_EPOCH = 51;
    static final int BASE_SEQUENCE = 53;
    static final int RECORD_COUNT = 57;
    static final int RECORDS = 61;

    /** Base offset and length, which the length does not count. */
    static final int OVERHEAD = 12;

    static final int CODEC_MASK = 0x07;
    static final int LOG_APPEND_TIME = 0x08;
    static final int TRANSACTIONAL = 0x10;
    static final int CONTROL = 0x20;

    /** Length, attributes, two deltas, two lengths and a header count: a byte each. */
    static final int RECORD_SIZE_BYTES_MIN = 7;

    private BatchLayout() {}
}
