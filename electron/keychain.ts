import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

/** The part of Electron's safeStorage that is used here: it encrypts by a key that the system keeps for this user. */
export interface Encryption {
  isEncryptionAvailable(): boolean;
  /** On Linux, what holds the key; `basic_text` is a key that everybody knows. */
  getSelectedStorageBackend?(): string;
  encryptString(text: string): Buffer;
  decryptString(encrypted: Buffer): string;
}

/** What the page asks is parsed here. */
const account = z.string().min(1).max(5000);
const secret = z.strictObject({ account, secret: z.string().min(1).max(8192) });
const file = z.record(z.string(), z.string());

/**
 * Secrets by account, encrypted in one file of this user's. Where the system keeps no key for that, none is kept at all.
 */
export class Keychain {
  private readonly encryption: Encryption;
  private readonly path: string;

  constructor(encryption: Encryption, path: string) {
    this.encryption = encryption;
    this.path = path;
  }

  /** Null where there is none, or none that can be decrypted any more. */
  find(asked: unknown): string | null {
    const kept = this.read()[account.parse(asked)];
    if (kept === undefined || !this.available) return null;
    try {
      return this.encryption.decryptString(Buffer.from(kept, 'base64'));
    } catch {
      return null;
    }
  }

  /** Whether it could be kept. */
  keep(asked: unknown): boolean {
    const given = secret.parse(asked);
    if (!this.available) return false;
    const encrypted = this.encryption.encryptString(given.secret).toString('base64');
    this.write({ ...this.read(), [given.account]: encrypted });
    return true;
  }

  forget(asked: unknown): void {
    const { [account.parse(asked)]: gone, ...others } = this.read();
    if (gone !== undefined) this.write(others);
  }

  private get available(): boolean {
    const { encryption } = this;
    return encryption.isEncryptionAvailable() && encryption.getSelectedStorageBackend?.() !== 'basic_text';
  }

  /** A file that is missing or damaged holds nothing. */
  private read(): Record<string, string> {
    try {
      return file.parse(JSON.parse(readFileSync(this.path, 'utf8')));
    } catch {
      return {};
    }
  }

  private write(kept: Record<string, string>): void {
    mkdirSync(dirname(this.path), { recursive: true });
    writeFileSync(`${this.path}.new`, JSON.stringify(kept), { mode: 0o600 });
    renameSync(`${this.path}.new`, this.path);
  }
}
