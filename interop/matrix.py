"""Who can write to the broker with what, and who can read it back: a table of verdicts."""

import argparse
import json
import os
import struct
import subprocess
import sys
from collections import namedtuple

from kafka import KafkaConsumer, KafkaProducer, TopicPartition

PARTITIONS = 3
RECORDS = 120
TIMEOUT_S = 60
CODEC_NAMES = {0: "none", 1: "gzip", 2: "snappy", 3: "lz4", 4: "zstd"}
BATCH_OVERHEAD = 12

Record = namedtuple("Record", "key value headers")
Feature = namedtuple("Feature", "name keyed headers codec")

# What each client is asked to do is in clients.json, which COMPATIBILITY.md tells of too.
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "clients.json"), encoding="utf-8") as file:
    CLIENTS = {entry["client"]: entry for entry in json.load(file)}


def features_of(client):
    """Codecs are tried with keys and headers, where the client can write headers."""
    names = CLIENTS[client]["writes"]
    headers = "headers" in names
    plain = {
        "without keys": Feature("without keys", False, False, "none"),
        "keys": Feature("keys", True, False, "none"),
        "headers": Feature("headers", True, True, "none"),
    }
    return [plain.get(name) or Feature(name, True, headers, name) for name in names]


def records_of(feature):
    """Texts long enough to be worth compressing, with keys that repeat."""
    headers = (("source", "interop"),) if feature.headers else ()
    return [
        Record(f"key-{i % 7}" if feature.keyed else None, f"{feature.name} record {i} " + "abcdefgh " * 8, headers)
        for i in range(RECORDS)
    ]


class Kcat:
    name = "kcat"

    def __init__(self, arguments):
        self.bootstrap = arguments.bootstrap_server

    def produce(self, batch):
        for topic, feature in batch:
            command = ["kcat", "-q", "-P", "-b", self.bootstrap, "-t", topic, "-z", feature.codec, "-X", "linger.ms=50"]
            if feature.keyed:
                command += ["-K", "|"]
            for key, value in records_of(feature)[0].headers:
                command += ["-H", f"{key}={value}"]
            lines = "".join((f"{r.key}|" if feature.keyed else "") + r.value + "\n" for r in records_of(feature))
            run(command, lines)

    def read(self, topic):
        read = []
        for partition in range(PARTITIONS):
            command = ["kcat", "-q", "-C", "-b", self.bootstrap, "-t", topic, "-p", str(partition), "-o", "beginning", "-e"]
            command += ["-X", "fetch.wait.max.ms=20"]
            # %K is the key's length, -1 without a key; %h are the headers.
            out = run(command + ["-f", "%K|%k|%h|%s\n"])
            read.append([self.parse(line) for line in out.splitlines()])
        return read

    @staticmethod
    def parse(line):
        length, key, headers, value = line.split("|", 3)
        pairs = tuple(tuple(header.split("=", 1)) for header in headers.split(",") if header)
        return Record(None if length == "-1" else key, value, pairs)


class Python:
    name = "python3-kafka"

    def __init__(self, arguments):
        self.bootstrap = arguments.bootstrap_server

    def produce(self, batch):
        for topic, feature in batch:
            codec = None if feature.codec == "none" else feature.codec
            producer = KafkaProducer(bootstrap_servers=self.bootstrap, compression_type=codec, linger_ms=50)
            sent = [
                producer.send(
                    topic,
                    key=None if r.key is None else r.key.encode(),
                    value=r.value.encode(),
                    headers=[(k, v.encode()) for k, v in r.headers],
                )
                for r in records_of(feature)
            ]
            for future in sent:
                future.get(TIMEOUT_S)
            producer.close(TIMEOUT_S)

    def read(self, topic):
        consumer = KafkaConsumer(
            bootstrap_servers=self.bootstrap, enable_auto_commit=False, fetch_max_wait_ms=20, group_id=None
        )
        partitions = [TopicPartition(topic, number) for number in range(PARTITIONS)]
        consumer.assign(partitions)
        ends = consumer.end_offsets(partitions)
        consumer.seek_to_beginning(*partitions)
        read = {partition: [] for partition in partitions}
        while any(consumer.position(partition) < ends[partition] for partition in partitions):
            polled = consumer.poll(timeout_ms=TIMEOUT_S * 1000)
            if not polled:
                raise RuntimeError(f"nothing came from {topic} within {TIMEOUT_S} s")
            for partition, messages in polled.items():
                for m in messages:
                    headers = tuple((k, v.decode()) for k, v in m.headers)
                    read[partition].append(Record(None if m.key is None else m.key.decode(), m.value.decode(), headers))
        consumer.close()
        return [read[partition] for partition in partitions]


class Kafkajs:
    name = "kafkajs"

    def __init__(self, arguments):
        self.arguments = arguments

    def produce(self, batch):
        lines = ""
        for topic, feature in batch:
            records = [{"key": r.key, "value": r.value, "headers": dict(r.headers)} for r in records_of(feature)]
            lines += json.dumps({"topic": topic, "compression": feature.codec, "records": records}) + "\n"
        environment = dict(os.environ, NODE_PATH=self.arguments.node_path)
        run(["node", self.arguments.kafkajs, self.arguments.bootstrap_server], lines, environment)


class Odradek:
    name = "odradek"

    def __init__(self, arguments):
        self.launcher = arguments.odradek
        self.bootstrap = arguments.bootstrap_server

    def produce(self, batch):
        for topic, feature in batch:
            command = [self.launcher, "produce", "-b", self.bootstrap, "-t", topic, "-z", feature.codec]
            if feature.keyed:
                command += ["--key-separator", "|"]
            lines = "".join((f"{r.key}|" if feature.keyed else "") + r.value + "\n" for r in records_of(feature))
            run(command, lines)

    def read(self, topic):
        out = run([self.launcher, "consume", "-b", self.bootstrap, "-t", topic, "--from-beginning", "--json"])
        read = [[] for _ in range(PARTITIONS)]
        for line in out.splitlines():
            m = json.loads(line)
            headers = tuple((header["key"], header["value"]) for header in m["headers"])
            read[m["partition"]].append(Record(m["key"], m["value"], headers))
        return read


def run(command, text="", environment=None):
    done = subprocess.run(
        command, input=text, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=TIMEOUT_S * 2, env=environment
    )
    if done.returncode != 0:
        raise RuntimeError(f"{command[0]} ended with {done.returncode}: {done.stderr.strip()}")
    return done.stdout


def difference(sent, read):
    """What is wrong with what was read, or an empty string: every record once, each key in one partition and in order."""
    flat = [record for partition in read for record in partition]
    if sorted(flat, key=repr) != sorted(sent, key=repr):
        missing = [record for record in sent if record not in flat]
        return f"{len(sent)} sent, {len(flat)} read, {len(missing)} missing or different"
    for key in {record.key for record in sent if record.key is not None}:
        holders = [partition for partition in read if any(record.key == key for record in partition)]
        if len(holders) != 1:
            return f"{key} is in {len(holders)} partitions"
        if [record for record in holders[0] if record.key == key] != [record for record in sent if record.key == key]:
            return f"{key} is not in order"
    return ""


def codecs_on_disk(data_dir, topic):
    """The codecs of the batches in the topic's segments: a client may fall back to none without a word."""
    found = set()
    for folder, _, files in os.walk(data_dir):
        if not os.path.basename(folder).startswith(topic + "-"):
            continue
        for file in files:
            if file.endswith(".log"):
                with open(os.path.join(folder, file), "rb") as segment:
                    found |= codecs_in(segment.read())
    return found


def codecs_in(segment):
    found = set()
    at = 0
    while at + 61 <= len(segment):
        (size,) = struct.unpack_from(">i", segment, at + 8)
        if size <= 0:
            break
        (attributes,) = struct.unpack_from(">h", segment, at + 21)
        found.add(CODEC_NAMES[attributes & 7])
        at += BATCH_OVERHEAD + size
    return found


def verdict(check):
    try:
        problem = check()
    except Exception as failure:  # a client may fail in any way; the table tells
        problem = f"{type(failure).__name__}: {failure}"
    return problem


def main():
    parser = argparse.ArgumentParser()
    for option in ("bootstrap-server", "data-dir", "odradek", "kafkajs", "node-path"):
        parser.add_argument("--" + option, required=True)
    arguments = parser.parse_args()
    kcat, python, odradek = Kcat(arguments), Python(arguments), Odradek(arguments)
    clients = {client.name: client for client in (kcat, python, Kafkajs(arguments), odradek)}
    if set(clients) != set(CLIENTS):
        raise SystemExit(f"clients.json has {sorted(CLIENTS)}, and there is code for {sorted(clients)}")
    producers = list(clients.values())
    readers = [client for client in producers if CLIENTS[client.name]["reads"]]
    rows = []
    problems = []
    for producer in producers:
        batch = [(f"{producer.name}-{feature.name.replace(' ', '-')}", feature) for feature in features_of(producer.name)]
        create = [argument for topic, _ in batch for argument in ("-t", topic)]
        run([arguments.odradek, "topics", "create", "-b", arguments.bootstrap_server, "--partitions", str(PARTITIONS)] + create)
        unsent = verdict(lambda: producer.produce(batch))
        for topic, feature in batch:
            checks = {"writes": unsent or verdict(lambda: check_codec(arguments.data_dir, topic, feature))}
            for reader in readers:
                checks[reader.name] = verdict(lambda: difference(records_of(feature), reader.read(topic)))
            rows.append([producer.name, feature.name] + ["FAILED" if problem else "ok" for problem in checks.values()])
            problems += [f"{topic}, {step}: {problem}" for step, problem in checks.items() if problem]
    print_table(["producer", "feature", "writes"] + [f"{reader.name} reads" for reader in readers], rows)
    for problem in problems:
        print(problem)
    failed = len(problems)
    print(f"{len(rows) * (1 + len(readers)) - failed} verdicts ok, {failed} failed")
    return 1 if failed else 0


def check_codec(data_dir, topic, feature):
    found = codecs_on_disk(data_dir, topic)
    return "" if feature.codec in found else f"the log has batches with {sorted(found)}, none with {feature.codec}"


def print_table(titles, rows):
    widths = [max(len(row[column]) for row in [titles] + rows) for column in range(len(titles))]
    for row in [titles, ["-" * width for width in widths]] + rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())


sys.exit(main())
