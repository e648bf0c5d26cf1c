/*
 * The C client in a race: what SendingProgram is for Java, over librdkafka.
 *
 * Arguments are name=value. Those with a dot, and acks, are librdkafka's own configuration keys. It prints "ready" when it is warm, waits
 * for a line, works, prints its figures, and waits for a line again.
 *
 * Keys and values are lent to librdkafka and not copied, since they live as long as the program does: its quickest way.
 */
#include <errno.h>
#include <inttypes.h>
#include <librdkafka/rdkafka.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define SECOND_NS INT64_C(1000000000)
#define MS_NS INT64_C(1000000)
#define RECORDS_PER_LOOK 256
#define WARM_UP_RATE_MIN 50000
#define FLUSH_MS_MAX 60000
#define SERVE_MS_MAX 100
#define LATENCY_HIGHEST_US INT32_MAX

struct records {
    int count;
    int *key_sizes;
    char **keys;
    int *value_sizes;
    char **values;
};

static struct records records;
static rd_kafka_t *producer;
static rd_kafka_topic_t *topic;
static int keyed;
static int at_rate;
static int next_record;
static int64_t sent_count;
static atomic_int_fast64_t delivered_count;
static atomic_int_fast64_t failed_count;
static atomic_int server_may_end;
/* Latencies of a round at a rate; null at full speed. */
static int32_t *latencies_us;
static int64_t latency_count;

static void fail(const char *what, const char *why) {
    fprintf(stderr, "%s: %s\n", what, why);
    exit(1);
}

static int64_t now_ns(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * SECOND_NS + now.tv_nsec;
}

static const char *argument(int argc, char **argv, const char *name, const char *otherwise) {
    size_t length = strlen(name);
    for (int i = 1; i < argc; i++) {
        if (strncmp(argv[i], name, length) == 0 && argv[i][length] == '=') {
            return argv[i] + length + 1;
        }
    }
    if (otherwise == NULL) {
        fail(name, "is not given");
    }
    return otherwise;
}

static void *allocate(size_t count, size_t size) {
    void *memory = calloc(count, size);
    if (memory == NULL) {
        fail("memory", "there is none left");
    }
    return memory;
}

static int read_number(FILE *file) {
    unsigned char bytes[4];
    if (fread(bytes, 1, sizeof bytes, file) != sizeof bytes) {
        fail("records", "the file ends early");
    }
    return bytes[0] << 24 | bytes[1] << 16 | bytes[2] << 8 | bytes[3];
}

static char *read_bytes(FILE *file, int size) {
    char *bytes = allocate((size_t)size + 1, 1);
    if (fread(bytes, 1, (size_t)size, file) != (size_t)size) {
        fail("records", "the file ends early");
    }
    return bytes;
}

static void read_records(const char *path) {
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        fail(path, strerror(errno));
    }
    records.count = read_number(file);
    records.key_sizes = allocate((size_t)records.count, sizeof(int));
    records.keys = allocate((size_t)records.count, sizeof(char *));
    records.value_sizes = allocate((size_t)records.count, sizeof(int));
    records.values = allocate((size_t)records.count, sizeof(char *));
    for (int i = 0; i < records.count; i++) {
        records.key_sizes[i] = read_number(file);
        records.keys[i] = read_bytes(file, records.key_sizes[i]);
        records.value_sizes[i] = read_number(file);
        records.values[i] = read_bytes(file, records.value_sizes[i]);
    }
    fclose(file);
}

/* Runs inside rd_kafka_poll and rd_kafka_flush, on one thread at a time. The opaque pointer is when the record was due. */
static void delivered(rd_kafka_t *from, const rd_kafka_message_t *message, void *opaque) {
    (void)from;
    (void)opaque;
    if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR) {
        if (failed_count++ == 0) {
            fprintf(stderr, "a record failed: %s\n", rd_kafka_err2str(message->err));
        }
        return;
    }
    if (latencies_us != NULL) {
        int64_t latency = (now_ns() - (int64_t)(intptr_t)message->_private) / 1000;
        latencies_us[latency_count++] = (int32_t)(latency < LATENCY_HIGHEST_US ? latency : LATENCY_HIGHEST_US);
    }
    delivered_count++;
}

static void set(rd_kafka_conf_t *configuration, const char *name, const char *value) {
    char reason[512];
    if (rd_kafka_conf_set(configuration, name, value, reason, sizeof reason) != RD_KAFKA_CONF_OK) {
        fail(name, reason);
    }
}

static void create_producer(int argc, char **argv) {
    char reason[512];
    rd_kafka_conf_t *configuration = rd_kafka_conf_new();
    rd_kafka_conf_set_dr_msg_cb(configuration, delivered);
    /* Keys go where Java's clients put them, so that the work is the same. */
    set(configuration, "partitioner", "murmur2_random");
    for (int i = 1; i < argc; i++) {
        char *equals = strchr(argv[i], '=');
        char name[128];
        if (equals == NULL || (size_t)(equals - argv[i]) >= sizeof name) {
            fail(argv[i], "is not name=value");
        }
        memcpy(name, argv[i], (size_t)(equals - argv[i]));
        name[equals - argv[i]] = '\0';
        if (strchr(name, '.') != NULL || strcmp(name, "acks") == 0) {
            set(configuration, name, equals + 1);
        }
    }
    producer = rd_kafka_new(RD_KAFKA_PRODUCER, configuration, reason, sizeof reason);
    if (producer == NULL) {
        fail("producer", reason);
    }
    topic = rd_kafka_topic_new(producer, argument(argc, argv, "topic", NULL), NULL);
    if (topic == NULL) {
        fail("topic", rd_kafka_err2str(rd_kafka_last_error()));
    }
}

/* At full speed the sending thread serves acknowledgements itself; at a rate another one does. */
static void await_room(void) {
    if (at_rate) {
        struct timespec pause = {0, MS_NS};
        nanosleep(&pause, NULL);
    } else {
        rd_kafka_poll(producer, 1);
    }
}

static void send_next(int64_t due_ns) {
    int i = next_record;
    while (rd_kafka_produce(topic, RD_KAFKA_PARTITION_UA, 0, records.values[i], (size_t)records.value_sizes[i],
                            keyed ? records.keys[i] : NULL, keyed ? (size_t)records.key_sizes[i] : 0, (void *)(intptr_t)due_ns) != 0) {
        if (rd_kafka_last_error() != RD_KAFKA_RESP_ERR__QUEUE_FULL) {
            fail("produce", rd_kafka_err2str(rd_kafka_last_error()));
        }
        await_room();
    }
    next_record = i + 1 == records.count ? 0 : i + 1;
    sent_count++;
}

static void flush(void) {
    if (rd_kafka_flush(producer, FLUSH_MS_MAX) != RD_KAFKA_RESP_ERR_NO_ERROR || failed_count > 0 || delivered_count != sent_count) {
        fail("flush", "not every record was delivered");
    }
}

static int64_t send_for(int64_t time_ns) {
    int64_t started_ns = now_ns();
    while (now_ns() - started_ns < time_ns) {
        for (int i = 0; i < RECORDS_PER_LOOK; i++) {
            send_next(0);
        }
        rd_kafka_poll(producer, 0);
    }
    flush();
    return now_ns() - started_ns;
}

static void await_time(int64_t due_ns) {
    struct timespec due = {(time_t)(due_ns / SECOND_NS), (long)(due_ns % SECOND_NS)};
    if (now_ns() < due_ns) {
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &due, NULL);
    }
}

/* At a rate the sending thread sleeps, so acknowledgements are served by another one, at once. */
static void *serve(void *nothing) {
    while (!server_may_end) {
        rd_kafka_poll(producer, SERVE_MS_MAX);
    }
    return nothing;
}

static void await_deliveries(void) {
    struct timespec pause = {0, MS_NS};
    while (delivered_count + failed_count < sent_count) {
        nanosleep(&pause, NULL);
    }
    if (failed_count > 0) {
        fail("round", "not every record was delivered");
    }
}

static int64_t send_at_rate(int64_t rate, int64_t record_count) {
    int64_t started_ns = now_ns();
    for (int64_t i = 0; i < record_count; i++) {
        int64_t due_ns = started_ns + i / rate * SECOND_NS + i % rate * SECOND_NS / rate;
        await_time(due_ns);
        send_next(due_ns);
    }
    await_deliveries();
    return now_ns() - started_ns;
}

static int64_t count_at(int64_t rate, int64_t time_ms) {
    int64_t count = rate * time_ms / 1000;
    return count > 0 ? count : 1;
}

static int ascending(const void *left, const void *right) {
    int32_t a = *(const int32_t *)left;
    int32_t b = *(const int32_t *)right;
    return (a > b) - (a < b);
}

static int32_t percentile(double percent) {
    int64_t index = (int64_t)((double)latency_count * percent / 100.0);
    return latencies_us[index < latency_count ? index : latency_count - 1];
}

static void await_line(void) {
    char line[64];
    fflush(stdout);
    if (fgets(line, sizeof line, stdin) == NULL) {
        fail("race", "has ended");
    }
}

static void run_at_full_speed(int64_t warm_up_ms, int64_t measured_ms) {
    send_for(warm_up_ms * MS_NS);
    printf("ready\n");
    await_line();
    int64_t sent_before = sent_count;
    int64_t elapsed_ns = send_for(measured_ms * MS_NS);
    printf("figures sent=%" PRId64 " records=%" PRId64 " elapsed_ns=%" PRId64 "\n", sent_count, sent_count - sent_before, elapsed_ns);
    await_line();
}

static void run_at_rate(int64_t rate, int64_t warm_up_ms, int64_t measured_ms) {
    int64_t warm_rate = rate > WARM_UP_RATE_MIN ? rate : WARM_UP_RATE_MIN;
    int64_t record_count = count_at(rate, measured_ms);
    pthread_t server;
    if (pthread_create(&server, NULL, serve, NULL) != 0) {
        fail("thread", "could not be created");
    }
    send_at_rate(warm_rate, count_at(warm_rate, warm_up_ms / 2));
    send_at_rate(rate, count_at(rate, warm_up_ms / 2));
    latencies_us = allocate((size_t)record_count, sizeof(int32_t));
    printf("ready\n");
    await_line();
    int64_t elapsed_ns = send_at_rate(rate, record_count);
    qsort(latencies_us, (size_t)latency_count, sizeof(int32_t), ascending);
    printf("figures sent=%" PRId64 " records=%" PRId64 " elapsed_ns=%" PRId64 " p50=%d p99=%d p999=%d max=%d\n", sent_count, record_count,
           elapsed_ns, percentile(50), percentile(99), percentile(99.9), latencies_us[latency_count - 1]);
    await_line();
    server_may_end = 1;
    pthread_join(server, NULL);
}

int main(int argc, char **argv) {
    read_records(argument(argc, argv, "records", NULL));
    keyed = strcmp(argument(argc, argv, "keys", "without"), "with") == 0;
    int64_t rate = atoll(argument(argc, argv, "rate", "0"));
    int64_t warm_up_ms = atoll(argument(argc, argv, "warm-up-ms", "0"));
    int64_t measured_ms = atoll(argument(argc, argv, "measured-ms", NULL));
    at_rate = rate != 0;
    create_producer(argc, argv);
    if (at_rate) {
        run_at_rate(rate, warm_up_ms, measured_ms);
    } else {
        run_at_full_speed(warm_up_ms, measured_ms);
    }
    rd_kafka_topic_destroy(topic);
    rd_kafka_destroy(producer);
    return 0;
}
