/** Codes over the in-process twin: it must be as strict as browsers are. */
import { expect, test } from 'vitest';
import type { Dialer, LineCertificate } from '../../src/peer/dialer.ts';
import { MemoryNetwork, type MemoryDialerOptions } from '../../src/peer/memory-dialer.ts';
import type { ConnectionInfo } from '../../src/wire/card.ts';
import { record } from '../contract/link.ts';

const CREDENTIALS = { ufrag: 'derived0', pwd: 'derived0'.repeat(4) };
const NOT_CONNECTED = ['line-not-connected'];

const settle = () => new Promise((resolve) => setTimeout(resolve, 1));

interface Side {
  readonly dialer: Dialer;
  readonly certificate: LineCertificate;
}

async function makeSides(forA: MemoryDialerOptions = {}, forB: MemoryDialerOptions = {}) {
  const network = new MemoryNetwork();
  const side = async (options: MemoryDialerOptions): Promise<Side> => {
    const dialer = network.dialer(options);
    return { dialer, certificate: await dialer.makeCertificate() };
  };
  return { network, a: await side(forA), b: await side(forB) };
}

function offerTo({ dialer, certificate }: Side, { certificate: { fingerprint } }: Side) {
  return dialer.offerCode(certificate, { ...CREDENTIALS, fingerprint });
}

async function answer({ dialer, certificate }: Side, offer: ConnectionInfo) {
  const link = await dialer.answerCode(certificate, CREDENTIALS, offer);
  if (!link) throw new Error('refused');
  return link;
}

const changed = (bytes: Uint8Array) => bytes.map((byte) => byte ^ 1);

test('an answered code joins both, once', async () => {
  const { network, a, b } = await makeSides();
  const code = await offerTo(a, b);
  expect(code.link.state).toBe('connecting');
  expect(code.info.fingerprint).toEqual(a.certificate.fingerprint);
  const [first, second] = await Promise.all([answer(b, code.info), answer(b, code.info)]);
  const { received } = record(code.link);
  const { codes } = record(second);
  await first.send(Uint8Array.of(5));
  await settle();
  expect(received).toEqual([Uint8Array.of(5)]);
  expect(codes).toEqual(NOT_CONNECTED);
  expect(network.wires).toHaveLength(1);
});

test('a certificate survives being stored, and lives for a year', async () => {
  const { a, b } = await makeSides({ nowMs: () => 1_000 });
  expect(a.certificate.expiresMs).toBe(1_000 + 365 * 86_400_000);
  const code = await offerTo({ ...a, certificate: structuredClone(a.certificate) }, b);
  const link = await answer({ ...b, certificate: structuredClone(b.certificate) }, code.info);
  await settle();
  expect([code.link.state, link.state]).toEqual(['open', 'open']);
});

test('other credentials do not connect, and the code goes on waiting', async () => {
  const { a, b } = await makeSides();
  const code = await offerTo(a, b);
  const wrong = { ...CREDENTIALS, pwd: 'x'.repeat(32) };
  const link = await b.dialer.answerCode(b.certificate, wrong, code.info);
  expect(link).not.toBeNull();
  if (link) expect(record(link).codes).toEqual([]);
  await settle();
  expect([code.link.state, link?.state]).toEqual(['connecting', 'closed']);
  await answer(b, code.info);
  await settle();
  expect(code.link.state).toBe('open');
});

test.each(['A', 'B'])('another certificate of %s ends both', async (whose) => {
  const { a, b } = await makeSides();
  const { certificate } = b;
  const expected = { ...certificate, fingerprint: changed(certificate.fingerprint) };
  const code = await offerTo(a, whose === 'B' ? { ...b, certificate: expected } : b);
  const { fingerprint } = code.info;
  const offer = whose === 'A' ? { ...code.info, fingerprint: changed(fingerprint) } : code.info;
  const [atA, atB] = [record(code.link), record(await answer(b, offer))];
  await settle();
  expect([atA.codes, atB.codes]).toEqual([NOT_CONNECTED, NOT_CONNECTED]);
});

test('a code that was given up is not answered', async () => {
  const { a, b } = await makeSides();
  const code = await offerTo(a, b);
  code.link.close();
  const { codes } = record(await answer(b, code.info));
  await settle();
  expect(codes).toEqual(NOT_CONNECTED);
});

test('two behind NAT meet by two cards, not by one code; one of them alone does', async () => {
  const behindNat = { behindNat: true };
  const both = await makeSides(behindNat, behindNat);
  const code = await offerTo(both.a, both.b);
  const { codes } = record(await answer(both.b, code.info));
  await settle();
  expect(codes).toEqual(NOT_CONNECTED);
  expect(code.link.state).toBe('connecting');
  const invite = await both.a.dialer.invite();
  const link = invite.accept((await both.b.dialer.reply(invite.info)).info);
  await settle();
  expect(link.state).toBe('open');

  for (const { a, b } of [await makeSides(behindNat, {}), await makeSides({}, behindNat)]) {
    const met = await answer(b, (await offerTo(a, b)).info);
    await settle();
    expect(met.state).toBe('open');
  }
});

test('a browser that refuses derived credentials answers with null, and offers all the same', async () => {
  const { a, b } = await makeSides({}, { refusesDerivedCredentials: true });
  expect([await a.dialer.canAnswerCodes(), await b.dialer.canAnswerCodes()]).toEqual([true, false]);
  const { info } = await offerTo(a, b);
  expect(await b.dialer.answerCode(b.certificate, CREDENTIALS, info)).toBeNull();
  const link = await answer(a, (await offerTo(b, a)).info);
  await settle();
  expect(link.state).toBe('open');
});
