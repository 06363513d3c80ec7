/** Packs that are made to take a checker's time and memory. How large they are is up to `scale`: 1 is what is tried at length. */
import { type Files, zipOf } from '../../engine/seal/testing/forge.ts';
import { hostileMembers, type Members } from './hostile-members.ts';
import { hostileZips } from './hostile-zips.ts';

export interface HostilePack {
  readonly name: string;
  readonly make: (scale: number) => Buffer;
}

/** Everything else is as in the sound pack, whose folder is `name`. */
export function hostilePacks(name: string, sound: ReadonlyMap<string, Buffer>): HostilePack[] {
  const named = (file: string) => `${name}/data/${file}`;
  const zips = Object.entries(hostileZips).map(([what, make]) => ({
    name: what,
    make: (scale: number) => make(scale, named, zipOf(name, new Map(sound))),
  }));
  const packs = Object.entries(hostileMembers).map(([what, members]) => ({
    name: what,
    make: (scale: number) => zipOf(name, withMembers(sound, members, scale), { level: 'stored' }),
  }));
  return [...zips, ...packs];
}

function withMembers(sound: ReadonlyMap<string, Buffer>, members: Members, scale: number): Files {
  const files: Files = new Map(sound);
  for (const [path, make] of Object.entries(members))
    files.set(path, Buffer.from(make(scale, sound.get(path)?.toString() ?? '')));
  return files;
}
