/** What of hash-wasm is used: named here, the rest of it (most) is left out of the build. */
export { argon2id } from 'hash-wasm';
