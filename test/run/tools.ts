import { findChromium, onPath } from './chromium.ts';
import { run } from './process.ts';
import { fail, pass, type Tally } from './tally.ts';

/** The programs that the tests of documents and the end-to-end tests hold Casebound against, and Debian's packages of them. */
const needed: readonly { readonly find: () => string | null; readonly package: string }[] = [
  { find: findChromium, package: 'chromium' },
  { find: () => onPath('ssh-keygen'), package: 'openssh-client' },
  { find: () => onPath('openssl'), package: 'openssl' },
  { find: () => onPath('python3'), package: 'python3' },
  { find: () => onPath('sha256sum'), package: 'coreutils' },
  { find: () => onPath('unzip'), package: 'unzip' },
  { find: () => onPath('faketime'), package: 'faketime' },
  { find: () => onPath('pdftotext'), package: 'poppler-utils' },
  { find: () => onPath('zstd'), package: 'zstd' },
];

/** Installs what is missing where that can be done without asking anybody; says the one command where it cannot. */
export async function ensureTools(): Promise<Tally> {
  const missing = missingPackages();
  if (missing.length === 0) return pass();
  if (process.getuid?.() === 0 && onPath('apt-get') !== null) await install(missing);
  const still = missingPackages();
  if (still.length === 0) return pass();
  return fail(`the tests need more programs; run: sudo apt-get install -y ${still.join(' ')}`);
}

function missingPackages(): string[] {
  return needed.filter(({ find }) => find() === null).map((tool) => tool.package);
}

async function install(packages: readonly string[]): Promise<void> {
  const environment = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], environment);
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], environment);
}
