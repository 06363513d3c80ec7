// Lists in the lock file what other systems install: optional packages, one for each system, that npm leaves out where
// the registry it asked has only this system's. Without them `npm ci` finds the lock incomplete, on every system.
// Run by `npm run lock`, after npm has written the lock.

import { readFileSync, writeFileSync } from 'node:fs';

const systems = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const processors = [
  'arm64',
  'arm',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'wasm32',
  'x64',
];

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
let added = 0;
for (const [path, { optionalDependencies = {}, dev }] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    // A package for one system goes with exactly one version of what it belongs to.
    if (!/^\d/.test(version)) continue;
    const listed = nearest(path, name);
    if (listed?.version === version) continue;
    // Where another version has the place at the top, this one's place is in the folder of what depends on it.
    lock.packages[`${listed ? `${path}/` : ''}node_modules/${name}`] = entryOf(name, version, dev);
    added++;
  }
}
const [root, ...others] = Object.entries(lock.packages);
others.sort(([a], [b]) => (a < b ? -1 : 1));
lock.packages = Object.fromEntries([root, ...others]);
writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} packages of other systems listed`);

/** The package that `path` finds under a name: in its own folder, or in the nearest one above. */
function nearest(path, name) {
  for (let folder = path; ; folder = folder.slice(0, Math.max(folder.lastIndexOf('/node_modules/'), 0))) {
    const found = lock.packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`];
    if (found || folder === '') return found;
  }
}

/** The entry of a package whose name says what it is for, such as `@rolldown/binding-linux-x64-musl`. */
function entryOf(name, version, dev) {
  const words = name.split(/[/-]/);
  const os = systems.filter((system) => words.includes(system));
  const cpu = processors.filter((processor) => words.includes(processor));
  const musl = words.some((word) => word.startsWith('musl'));
  return {
    version,
    ...(cpu.length > 0 ? { cpu } : {}),
    ...(dev ? { dev } : {}),
    ...(os[0] === 'linux' ? { libc: [musl ? 'musl' : 'glibc'] } : {}),
    optional: true,
    ...(os.length > 0 ? { os } : {}),
  };
}
