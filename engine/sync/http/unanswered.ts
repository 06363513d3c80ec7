/** There is no whole answer: what went wrong on the way to it. Never leaves this folder but as an `AppError`. */
export class Unanswered extends Error {
  override readonly name = 'Unanswered';
  readonly why: string;
  /** The certificate is not good: asking again would not help. */
  readonly untrusted: boolean;

  constructor(fault: Error | string) {
    const why = typeof fault === 'string' ? fault : reasonOf(fault);
    super(why, typeof fault === 'string' ? undefined : { cause: fault });
    this.why = why;
    this.untrusted = typeof fault !== 'string' && isCertificateFault(fault);
  }
}

function codeOf(error: Error): string {
  return String((error as NodeJS.ErrnoException).code ?? '');
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody answers there: the connection was refused',
  ECONNRESET: 'the connection was cut',
  ENOTFOUND: 'there is no machine of that name',
  EAI_AGAIN: 'the name could not be looked up',
  ETIMEDOUT: 'nobody answered in time',
  EHOSTUNREACH: 'there is no way to that machine',
  ENETUNREACH: 'there is no way to that network',
  EPROTO: 'it does not speak TLS there',
  Z_DATA_ERROR: 'it is compressed, and damaged',
  Z_BUF_ERROR: 'it is compressed, and cut off',
};

/** Says what went wrong in plain words; what the other side wrote is never part of it. */
function reasonOf(error: Error): string {
  if (error instanceof Unanswered) return error.why;
  const code = codeOf(error);
  if (isCertificateFault(error)) return `its certificate is not accepted (${code})`;
  if (error.message === 'aborted') return 'the connection was cut in the middle of the answer';
  if (code.startsWith('HPE_')) return `what it sends is not HTTP (${code})`;
  return reasons[code] ?? (code === '' ? 'the connection failed' : `the connection failed (${code})`);
}

const certificateCodes =
  /^(ERR_TLS_CERT_|CERT_|DEPTH_ZERO_SELF_SIGNED_CERT$|SELF_SIGNED_CERT_IN_CHAIN$|UNABLE_TO_|HOSTNAME_MISMATCH$|INVALID_CA$|PATH_LENGTH_EXCEEDED$|INVALID_PURPOSE$)/;

function isCertificateFault(error: Error): boolean {
  if (error instanceof Unanswered) return error.untrusted;
  return certificateCodes.test(codeOf(error));
}
