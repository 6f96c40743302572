/** The networks do what other tests rely on, and leave nothing behind. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { startNet, type Net, type NetKind } from './net.ts';
import { whyNoNetworks } from './requirements.ts';
import { Socket } from './socket.ts';

const reason = whyNoNetworks();
if (reason !== null) console.log(`Skipped: ${reason}.`);

const nets: Net[] = [];

afterEach(async () => {
  await Promise.all(nets.splice(0).map((net) => net.stop()));
});

async function start(kind: NetKind): Promise<Net> {
  const net = await startNet(kind);
  nets.push(net);
  return net;
}

/** Command lines of all processes of this machine. */
function commandLines(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && existsSync(`/proc/${name}/cmdline`))
    .map((name) => {
      try {
        return readFileSync(`/proc/${name}/cmdline`, 'utf8');
      } catch {
        return '';
      }
    });
}

describe.skipIf(reason !== null)('a network of our own', () => {
  it('carries packets on a LAN until it is cut or unplugged, and again after', async () => {
    const { ada, bob } = await start('lan');
    const [a, b] = [await Socket.open(ada, 4000), await Socket.open(bob, 4000)];
    const reaches = async (text: string): Promise<boolean> => {
      a.send(bob.address, 4000, text);
      return (await b.receive()) === `${ada.address} 4000 ${text}`;
    };
    expect(await reaches('first')).toBe(true);
    await bob.cut();
    expect(await reaches('cut')).toBe(false);
    await bob.mend();
    expect(await reaches('mended')).toBe(true);
    await ada.unplug();
    expect(await reaches('unplugged')).toBe(false);
    await ada.plug();
    expect(await reaches('plugged')).toBe(true);
    await ada.moveTo('192.168.1.77');
    expect(await reaches('moved')).toBe(true);
  });

  it('lets nobody in from outside who was not written to from inside, address and port', async () => {
    const { ada, bob } = await start('nat');
    const [a, b] = [await Socket.open(ada, 4000), await Socket.open(bob, 4000)];
    const other = await Socket.open(bob, 4001);
    const [toAda, toBob] = [ada.uplink.address, bob.uplink.address];
    b.send(toAda, 4000, 'knock');
    expect(await a.receive()).toBeNull();
    // Each router keeps the port, so both sides know where to write.
    a.send(toBob, 4000, 'hello');
    expect(await b.receive()).toBe(`${toAda} 4000 hello`);
    b.send(toAda, 4000, 'hello too');
    expect(await a.receive()).toBe(`${toBob} 4000 hello too`);
    other.send(toAda, 4000, 'another port');
    expect(await a.receive()).toBeNull();
  });

  it('can be had twice at once, and leaves nothing behind', async () => {
    const [first, second] = await Promise.all([start('nat'), start('nat')]);
    const marker = '4711';
    await Promise.all([Socket.open(first.ada, 4711), Socket.open(second.ada, 4711)]);
    const holders = (): string[] =>
      commandLines().filter((line) => line.includes('udp.mjs') && line.includes(marker));
    // Each is seen twice: who entered the network, and the program itself.
    expect(holders().length).toBeGreaterThanOrEqual(2);
    await Promise.all([first.stop(), second.stop()]);
    expect(holders()).toEqual([]);
    expect(readdirSync('/sys/class/net').filter((name) => name.startsWith('to-'))).toEqual([]);
  });
});
