/** Passphrases as typed: they live as long as the wizard, and are stored nowhere. */
export interface Secrets {
  readonly passphrase: string;
  readonly again: string;
  readonly p12Passphrase: string;
}

export const noSecrets: Secrets = { passphrase: '', again: '', p12Passphrase: '' };
