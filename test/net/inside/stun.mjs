/**
 * The smallest STUN server (RFC 5389): tells who asks a binding request (section 7) where it came from,
 * as XOR-MAPPED-ADDRESS (section 15.2), over UDP and IPv4. node stun.mjs ADDRESS PORT…
 */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';

const HEADER_BYTES = 20;
const MAGIC_COOKIE = 0x2112a442;
const BINDING_REQUEST = 0x0001;
const BINDING_SUCCESS = 0x0101;
const XOR_MAPPED_ADDRESS = 0x0020;
const FAMILY_IPV4 = 1;

/**
 * @param {Buffer} request
 * @param {{ address: string, port: number }} from
 * @returns {Buffer | null} null when nothing was asked that we know
 */
function answer(request, { address, port }) {
  if (request.length < HEADER_BYTES) return null;
  if (request.readUInt16BE(0) !== BINDING_REQUEST) return null;
  if (request.readUInt32BE(4) !== MAGIC_COOKIE) return null;
  const response = Buffer.alloc(HEADER_BYTES + 12);
  response.writeUInt16BE(BINDING_SUCCESS, 0);
  response.writeUInt16BE(12, 2);
  request.copy(response, 4, 4, HEADER_BYTES);
  response.writeUInt16BE(XOR_MAPPED_ADDRESS, 20);
  response.writeUInt16BE(8, 22);
  response.writeUInt8(FAMILY_IPV4, 25);
  response.writeUInt16BE(port ^ (MAGIC_COOKIE >>> 16), 26);
  const ipv4 = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  response.writeUInt32BE((ipv4 ^ MAGIC_COOKIE) >>> 0, 28);
  return response;
}

const [host = '', ...ports] = process.argv.slice(2);
for (const port of ports) {
  const socket = createSocket('udp4');
  socket.on('message', (request, from) => {
    const response = answer(request, from);
    if (response) socket.send(response, from.port, from.address);
  });
  socket.bind(Number(port), host);
  await once(socket, 'listening');
}
console.log('ready');
