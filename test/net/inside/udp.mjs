/**
 * A UDP socket for tests: node udp.mjs PORT. Every line of standard input, `ADDRESS PORT TEXT`, is
 * sent; every packet that comes is printed in the same form.
 */
import { createSocket } from 'node:dgram';
import { createInterface } from 'node:readline';

const socket = createSocket('udp4');
socket.on('message', (text, { address, port }) => console.log(`${address} ${port} ${text}`));
// A link that is down refuses to send: the packet is lost, as on any other cut.
socket.on('error', () => undefined);
socket.bind(Number(process.argv[2]), () => console.log('ready'));
createInterface(process.stdin).on('line', (line) => {
  const [, address = '', port = '', text = ''] = /^(\S+) (\S+) (.*)$/.exec(line) ?? [];
  socket.send(text, Number(port), address);
});
