import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A timestamp authority of OpenSSL's own making, in a folder: a root, and the certificate that answers. */
export class TimestampAuthority {
  readonly folder: string;

  /** `purpose`: of the answering certificate. */
  constructor(folder: string, { purpose = 'critical,timeStamping', days = 30 } = {}) {
    this.folder = folder;
    const root = 'basicConstraints=critical,CA:true\nkeyUsage=critical,keyCertSign\n';
    this.certificate('root', root, ['-signkey', 'root.key'], 3650);
    const authority = `keyUsage=critical,digitalSignature\nextendedKeyUsage=${purpose}\n`;
    this.certificate('authority', authority, ['-CA', 'root.pem', '-CAkey', 'root.key'], days);
    writeFileSync(this.path('serial'), '01\n');
    writeFileSync(
      this.path('tsa.cnf'),
      `[tsa]
default_tsa = here
[here]
serial = serial
crypto_device = builtin
signer_cert = authority.pem
signer_key = authority.key
signer_digest = sha256
certs = root.pem
default_policy = 1.2.3.4.1
digests = sha256, sha512
accuracy = secs:1
ess_cert_id_chain = no
ess_cert_id_alg = sha256
`,
    );
  }

  get root(): string {
    return this.path('root.pem');
  }

  /** Answers a request. @param options further ones of `openssl ts -reply` */
  answer(request: Uint8Array, ...options: string[]): Buffer {
    writeFileSync(this.path('request'), request);
    this.openssl(
      ...['ts', '-reply', '-config', 'tsa.cnf', '-queryfile', 'request', '-out', 'response'],
      ...options,
    );
    return execFileSync('cat', [this.path('response')]);
  }

  /** What another would be asked: for other bytes, or with another nonce. */
  query(...options: string[]): Buffer {
    this.openssl('ts', '-query', '-sha256', '-cert', '-out', 'query', ...options);
    return execFileSync('cat', [this.path('query')]);
  }

  private certificate(name: string, extensions: string, by: readonly string[], days: number): void {
    writeFileSync(this.path(`${name}.ext`), extensions);
    // Both kinds are in use; those on curves are made sooner.
    const kind = name === 'root' ? ['EC', 'ec_paramgen_curve:P-256'] : ['RSA', 'rsa_keygen_bits:2048'];
    const [algorithm = '', option = ''] = kind;
    this.openssl('genpkey', '-algorithm', algorithm, '-pkeyopt', option, '-out', `${name}.key`);
    this.openssl('req', '-new', '-key', `${name}.key`, '-subj', `/O=Time/CN=${name}`, '-out', `${name}.csr`);
    this.openssl(
      ...[
        'x509',
        '-req',
        '-in',
        `${name}.csr`,
        ...by,
        '-set_serial',
        String(name.length),
        '-days',
        String(days),
      ],
      ...['-sha256', '-extfile', `${name}.ext`, '-out', `${name}.pem`],
    );
  }

  private path(name: string): string {
    return join(this.folder, name);
  }

  private openssl(...args: string[]): void {
    execFileSync('openssl', args, { cwd: this.folder, stdio: 'pipe' });
  }
}
