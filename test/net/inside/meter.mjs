/**
 * Measures what a net does to packets: node meter.mjs PORT. Two orders on standard input, each
 * answered by one line of JSON:
 *
 *   send ADDRESS PORT COUNT BYTES PER-SECOND   sends so many packets   {"sent"}
 *   read                                       what came since the last `read`, times in ms
 *                                              {"packets", "bytes", "spanMs", "delayMs", "inOrder"}
 *
 * `spanMs` is from the first packet to the last, `delayMs` the median on the way: all clocks of a
 * machine are one.
 */
import { createSocket } from 'node:dgram';
import { createInterface } from 'node:readline';

/** @type {{ atMs: number, delayMs: number, number: number, bytes: number }[]} */
let came = [];

const socket = createSocket('udp4');
const nowMs = () => Number(process.hrtime.bigint()) / 1e6;
socket.on('message', (packet) => {
  const atMs = nowMs();
  const [delayMs, number] = [atMs - packet.readDoubleBE(0), packet.readUInt32BE(8)];
  came.push({ atMs, delayMs, number, bytes: packet.length });
});
// A link that is down refuses to send: the packet is lost, as on any other cut.
socket.on('error', () => undefined);

/** @param {string} address @param {[number, number, number, number]} numbers */
async function send(address, [port, count, bytes, perSecond]) {
  const startMs = nowMs();
  for (let number = 0; number < count; number += 1) {
    const earlyMs = startMs + (number * 1000) / perSecond - nowMs();
    if (earlyMs > 1) await new Promise((resolve) => setTimeout(resolve, earlyMs));
    const packet = Buffer.alloc(bytes);
    packet.writeDoubleBE(nowMs(), 0);
    packet.writeUInt32BE(number, 8);
    await new Promise((resolve) => socket.send(packet, port, address, resolve));
  }
  return { sent: count };
}

function read() {
  const delays = came.map(({ delayMs }) => delayMs).sort((a, b) => a - b);
  const result = {
    packets: came.length,
    bytes: came.reduce((sum, { bytes }) => sum + bytes, 0),
    spanMs: came.length === 0 ? 0 : came[came.length - 1].atMs - came[0].atMs,
    delayMs: delays[delays.length >> 1] ?? null,
    inOrder: came.every(({ number }, index) => index === 0 || number > came[index - 1].number),
  };
  came = [];
  return result;
}

socket.bind(Number(process.argv[2]), () => console.log('ready'));
createInterface(process.stdin).on('line', async (line) => {
  const [order, address = '', ...numbers] = line.split(' ');
  const [port = 0, count = 0, bytes = 0, perSecond = 0] = numbers.map(Number);
  const result = order === 'send' ? await send(address, [port, count, bytes, perSecond]) : read();
  console.log(JSON.stringify(result));
});
