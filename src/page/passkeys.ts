/**
 * Passkeys of this device that give a secret: the `prf` extension of Web Authentication Level 3
 * (§10.1.4), over CTAP's `hmac-secret`. For one salt a passkey gives the same 32 bytes every time, to
 * nobody but this address, and only after the device has made sure that it is its owner.
 */

/** As far as it is used; older browsers lack some of it. */
export interface PasskeyBrowser {
  readonly credentials: Pick<CredentialsContainer, 'create' | 'get'> | undefined;
  readonly PublicKeyCredential:
    | {
        isUserVerifyingPlatformAuthenticatorAvailable(): Promise<boolean>;
        getClientCapabilities?(): Promise<Record<string, boolean>>;
      }
    | undefined;
  /** Passkeys belong to a name of the DNS. */
  readonly hostname: string;
  readonly random: (length: number) => Uint8Array<ArrayBuffer>;
}

/** A passkey that was just made. */
export interface NewPasskey {
  readonly id: Uint8Array<ArrayBuffer>;
  /** 32 bytes. */
  readonly secret: Uint8Array<ArrayBuffer>;
}

/** Against replay where a server checks it; here nobody does, and the API asks for one. */
const CHALLENGE_BYTES = 32;
const USER_ID_BYTES = 16;
/** Any will do, as no signature is ever checked: ES256, EdDSA, RS256 (IANA COSE Algorithms). */
const ALGORITHMS = [-7, -8, -257];
/** What the person sees in the list of their passkeys. */
const NAME = 'Twocan';

export class Passkeys {
  constructor(private readonly browser: PasskeyBrowser) {}

  /** Whether this device may have such passkeys at this address. Only making one tells for sure. */
  async available(): Promise<boolean> {
    const { credentials, PublicKeyCredential: api, hostname } = this.browser;
    if (credentials === undefined || api === undefined || !isName(hostname)) return false;
    try {
      const capabilities = await api.getClientCapabilities?.();
      if (capabilities?.['extension:prf'] === false) return false;
      return await api.isUserVerifyingPlatformAuthenticatorAvailable();
    } catch {
      return false;
    }
  }

  /**
   * Asks the person to make one.
   * @param salt 32 bytes
   * @returns `refused`: they or the device did not want; `missing`: the device has none with a secret
   */
  async create(salt: Uint8Array<ArrayBuffer>): Promise<NewPasskey | 'refused' | 'missing'> {
    const { random } = this.browser;
    const made = await this.#ask((credentials) =>
      credentials.create({
        publicKey: {
          rp: { name: NAME },
          user: { id: random(USER_ID_BYTES), name: NAME, displayName: NAME },
          challenge: random(CHALLENGE_BYTES),
          pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
          authenticatorSelection: {
            authenticatorAttachment: 'platform',
            residentKey: 'preferred',
            userVerification: 'required',
          },
          extensions: { prf: { eval: { first: salt } } },
        },
      }),
    );
    if (made === null) return 'refused';
    const { prf } = made.getClientExtensionResults();
    const id = new Uint8Array(made.rawId);
    const secret = bytesOf(prf?.results?.first);
    if (secret !== null) return { id, secret };
    // Some tell only that they can, and give the secret when they are asked.
    if (prf?.enabled !== true) return 'missing';
    const asked = await this.secret(id, salt);
    return asked === null ? 'refused' : { id, secret: asked };
  }

  /**
   * Asks the person to let this passkey give its secret for that salt.
   * @returns 32 bytes; null when they or the device did not want, and when it is gone
   */
  async secret(
    id: Uint8Array<ArrayBuffer>,
    salt: Uint8Array<ArrayBuffer>,
  ): Promise<Uint8Array<ArrayBuffer> | null> {
    const given = await this.#ask((credentials) =>
      credentials.get({
        publicKey: {
          challenge: this.browser.random(CHALLENGE_BYTES),
          allowCredentials: [{ type: 'public-key', id, transports: ['internal'] }],
          userVerification: 'required',
          extensions: { prf: { eval: { first: salt } } },
        },
      }),
    );
    return bytesOf(given?.getClientExtensionResults().prf?.results?.first);
  }

  /** Null when the person or the browser says no; browsers do not tell which. */
  async #ask(
    ask: (credentials: NonNullable<PasskeyBrowser['credentials']>) => Promise<Credential | null>,
  ): Promise<PublicKeyCredential | null> {
    const { credentials } = this.browser;
    if (credentials === undefined) return null;
    try {
      // The one kind that is asked for here.
      return (await ask(credentials)) as PublicKeyCredential | null;
    } catch (error) {
      if (error instanceof DOMException) return null;
      throw error;
    }
  }
}

/** Numbers are no name, and a page opened from disk has none. */
function isName(hostname: string): boolean {
  return hostname !== '' && !/^[\d.]+$|:/.test(hostname);
}

function bytesOf(source: BufferSource | undefined): Uint8Array<ArrayBuffer> | null {
  if (source === undefined) return null;
  // A copy, so that it can be cleared.
  return ArrayBuffer.isView(source)
    ? new Uint8Array(new Uint8Array(source.buffer, source.byteOffset, source.byteLength))
    : new Uint8Array(source.slice(0));
}
