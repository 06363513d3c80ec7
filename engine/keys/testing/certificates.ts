import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Extensions of an authority, and of a certificate that signs. */
export const authority = 'basicConstraints=critical,CA:true\nkeyUsage=critical,keyCertSign,cRLSign\n';
export const signing = 'keyUsage=critical,digitalSignature\nextendedKeyUsage=emailProtection\n';
export const passphrase = 'p\u00e4ss phrase';

/** Certificates of OpenSSL's own making, in a folder. */
export class Certificates {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  openssl(...args: string[]): string {
    return execFileSync('openssl', args, { cwd: this.folder, stdio: 'pipe' }).toString();
  }

  /** A certificate `name`.pem of a new key `name`.key, signed by `issuer` or, without one, by itself. */
  certificate(
    name: string,
    extensions: string,
    {
      issuer,
      days = '30',
      key = ['EC', 'ec_paramgen_curve:P-256'],
      hash = 'sha256',
    }: { issuer?: string; days?: string; key?: string[]; hash?: string } = {},
  ): void {
    const [algorithm = '', option = ''] = key;
    writeFileSync(join(this.folder, `${name}.ext`), extensions);
    this.openssl('genpkey', '-algorithm', algorithm, '-pkeyopt', option, '-out', `${name}.key`);
    this.openssl(
      'req',
      '-new',
      '-key',
      `${name}.key`,
      '-subj',
      `/O=Meridian/CN=${name}`,
      '-out',
      `${name}.csr`,
    );
    const by =
      issuer === undefined
        ? ['-signkey', `${name}.key`]
        : ['-CA', `${issuer}.pem`, '-CAkey', `${issuer}.key`];
    this.openssl(
      ...['x509', '-req', '-in', `${name}.csr`, ...by, '-set_serial', String(1 + name.length), '-days', days],
      ...[`-${hash}`, '-extfile', `${name}.ext`, '-out', `${name}.pem`],
    );
  }

  pkcs12(name: string, chain: readonly string[], ...options: string[]): string {
    const file = join(this.folder, `${name}-${chain.length}${options.join('')}.p12`);
    const text = chain.map((each) => readFileSync(join(this.folder, `${each}.pem`), 'utf8')).join('');
    writeFileSync(join(this.folder, 'chain.pem'), text);
    const more = chain.length === 0 ? [] : ['-certfile', 'chain.pem'];
    this.openssl(
      ...['pkcs12', '-export', '-inkey', `${name}.key`, '-in', `${name}.pem`, ...more, ...options],
      ...['-passout', `pass:${passphrase}`, '-out', file],
    );
    return file;
  }
}
