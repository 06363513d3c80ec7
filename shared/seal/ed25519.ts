/** Ed25519 (RFC 8032) and SHA-512 as the host has them: node:crypto in the engine, WebCrypto in a browser. */

export const publicKeyLength = 32;
export const signatureLength = 64;

export type VerifyEd25519 = (
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
) => boolean | Promise<boolean>;

/** 64 bytes. */
export type Sha512 = (input: Uint8Array) => Uint8Array | Promise<Uint8Array>;

/** A private key that is ready to sign. The key itself stays with the host. */
export interface Signer {
  readonly publicKey: Uint8Array;
  sign(message: Uint8Array): Uint8Array | Promise<Uint8Array>;
}
