// Produces the records that standard input has, one JSON object a line: {"topic", "compression", "records": [{"key", "value", "headers"}]}.
const { Kafka, CompressionTypes, logLevel } = require('kafkajs');

const COMPRESSION = { none: CompressionTypes.None, gzip: CompressionTypes.GZIP };

async function main() {
  const lines = require('fs').readFileSync(0, 'utf8').split('\n').filter((line) => line.length > 0);
  const kafka = new Kafka({ clientId: 'interop', brokers: [process.argv[2]], logLevel: logLevel.ERROR });
  const producer = kafka.producer();
  await producer.connect();
  for (const line of lines) {
    const { topic, compression, records } = JSON.parse(line);
    await producer.send({ topic, compression: COMPRESSION[compression], messages: records });
  }
  await producer.disconnect();
}

process.env.KAFKAJS_NO_PARTITIONER_WARNING = '1';
main().catch((error) => {
  console.error(String(error));
  process.exit(1);
});
