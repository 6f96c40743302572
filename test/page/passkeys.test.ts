import { describe, expect, it, vi } from 'vitest';
import { Passkeys, type PasskeyBrowser } from '../../src/page/passkeys.ts';

const SALT = new Uint8Array(32).fill(3);
const ID = new Uint8Array([1, 2, 3]);
const SECRET = new Uint8Array(32).fill(7);

type Results = { enabled?: boolean; results?: { first: BufferSource } } | undefined;

/** What a browser hands out for a passkey that says this of `prf`. */
function credential(prf: Results): Credential {
  return {
    rawId: ID.buffer,
    getClientExtensionResults: () => (prf === undefined ? {} : { prf }),
  } as unknown as Credential;
}

function browser(change: Partial<PasskeyBrowser> = {}): PasskeyBrowser {
  return {
    credentials: {
      create: vi.fn(() => Promise.resolve(credential({ results: { first: SECRET } }))),
      get: vi.fn(() => Promise.resolve(credential({ results: { first: SECRET.buffer } }))),
    },
    PublicKeyCredential: {
      isUserVerifyingPlatformAuthenticatorAvailable: () => Promise.resolve(true),
    },
    hostname: 'twocan.example',
    random: (length) => new Uint8Array(length).fill(9),
    ...change,
  };
}

describe('passkeys are offered', () => {
  const withApi = (capability: boolean | undefined, isThere: boolean) =>
    browser({
      PublicKeyCredential: {
        isUserVerifyingPlatformAuthenticatorAvailable: () => Promise.resolve(isThere),
        getClientCapabilities: () =>
          Promise.resolve<Record<string, boolean>>(
            capability === undefined ? {} : { 'extension:prf': capability },
          ),
      },
    });
  it.each([
    ['where browser and device can', withApi(true, true), true],
    ['where the browser does not say', browser(), true],
    ['where it knows no such capability', withApi(undefined, true), true],
    ['not where the browser cannot', withApi(false, true), false],
    ['not where the device cannot', withApi(true, false), false],
    ['not without the API', browser({ PublicKeyCredential: undefined }), false],
    ['not without credentials', browser({ credentials: undefined }), false],
    ['not at an address of numbers', browser({ hostname: '192.168.1.7' }), false],
    ['not at one of IPv6', browser({ hostname: '[fd00::7]' }), false],
    ['not from disk', browser({ hostname: '' }), false],
  ])('%s', async (_, where, offered) => {
    expect(await new Passkeys(where).available()).toBe(offered);
  });

  it('not where asking fails', async () => {
    const refuse = () => Promise.reject(new DOMException('no', 'SecurityError'));
    const api = { isUserVerifyingPlatformAuthenticatorAvailable: refuse };
    expect(await new Passkeys(browser({ PublicKeyCredential: api })).available()).toBe(false);
  });
});

describe('a new passkey', () => {
  it('is bound to this device and its owner, and gives its secret at once or when asked', async () => {
    const at = browser();
    expect(await new Passkeys(at).create(SALT)).toEqual({ id: ID, secret: SECRET });
    const asked = vi.mocked(at.credentials?.create)?.mock.lastCall?.[0]?.publicKey;
    expect(asked).toMatchObject({
      authenticatorSelection: { authenticatorAttachment: 'platform', userVerification: 'required' },
      extensions: { prf: { eval: { first: SALT } } },
    });

    const later = browser();
    vi.mocked(later.credentials?.create)?.mockResolvedValue(credential({ enabled: true }));
    expect(await new Passkeys(later).create(SALT)).toEqual({ id: ID, secret: SECRET });
    expect(vi.mocked(later.credentials?.get)?.mock.lastCall?.[0]?.publicKey).toMatchObject({
      allowCredentials: [{ id: ID }],
      userVerification: 'required',
      extensions: { prf: { eval: { first: SALT } } },
    });
  });

  it.each<[string, Results]>([
    ['says nothing of secrets', undefined],
    ['has none', { enabled: false }],
  ])('that %s is of no use', async (_, prf) => {
    const at = browser();
    vi.mocked(at.credentials?.create)?.mockResolvedValue(credential(prf));
    expect(await new Passkeys(at).create(SALT)).toBe('missing');
  });

  it('may be refused, at once or when its secret is asked for', async () => {
    const no = new DOMException('not now', 'NotAllowedError');
    const at = browser();
    vi.mocked(at.credentials?.create)?.mockRejectedValue(no);
    expect(await new Passkeys(at).create(SALT)).toBe('refused');
    vi.mocked(at.credentials?.create)?.mockResolvedValue(credential({ enabled: true }));
    vi.mocked(at.credentials?.get)?.mockRejectedValue(no);
    expect(await new Passkeys(at).create(SALT)).toBe('refused');
  });
});

describe('the secret', () => {
  it('is refused when the person says no, and where the passkey has none', async () => {
    const at = browser();
    vi.mocked(at.credentials?.get)?.mockRejectedValue(new DOMException('no', 'NotAllowedError'));
    expect(await new Passkeys(at).secret(ID, SALT)).toBeNull();
    vi.mocked(at.credentials?.get)?.mockResolvedValue(credential(undefined));
    expect(await new Passkeys(at).secret(ID, SALT)).toBeNull();
    vi.mocked(at.credentials?.get)?.mockResolvedValue(null);
    expect(await new Passkeys(at).secret(ID, SALT)).toBeNull();
  });

  it('hides no mistake of ours', async () => {
    const at = browser();
    vi.mocked(at.credentials?.get)?.mockRejectedValue(new TypeError('wrong call'));
    await expect(new Passkeys(at).secret(ID, SALT)).rejects.toThrow(TypeError);
  });
});
