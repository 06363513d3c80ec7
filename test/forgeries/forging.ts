import type { Files } from '../../engine/seal/testing/forge.ts';
import type { Random } from '../../samples/random.ts';
import type { Material } from './material.ts';

/** The files of a pack in the hands of a forger. */
export class Forging {
  readonly files: Files;
  readonly material: Material;
  readonly random: Random;

  constructor(material: Material, random: Random) {
    this.files = new Map(material.files);
    this.material = material;
    this.random = random;
  }

  /** Any file, or one of those that the pattern fits; null where there is none. */
  anyFile(pattern = /./): string | null {
    const among = [...this.files.keys()].filter((path) => pattern.test(path));
    return among.length === 0 ? null : this.random.pick(among as [string, ...string[]]);
  }

  bytes(path: string): Buffer {
    return this.files.get(path) ?? Buffer.alloc(0);
  }

  text(path: string): string {
    return this.bytes(path).toString();
  }

  write(path: string, content: string | Uint8Array): void {
    this.files.set(path, typeof content === 'string' ? Buffer.from(content) : Buffer.from(content));
  }

  /** Each without its line feed. */
  lines(path: string): string[] {
    return this.text(path).split('\n').slice(0, -1);
  }

  writeLines(path: string, lines: readonly string[]): void {
    this.write(path, lines.map((line) => `${line}\n`).join(''));
  }

  /** A document, or one of many lines of which each is one. */
  // biome-ignore lint/suspicious/noExplicitAny: a forger keeps to no schema
  json(path: string): any[] {
    return this.lines(path).map((line) => JSON.parse(line));
  }

  writeJson(path: string, documents: readonly unknown[]): void {
    this.writeLines(
      path,
      documents.map((each) => JSON.stringify(each)),
    );
  }

  /** A place in a list. */
  place({ length }: { readonly length: number }): number {
    return this.random.between(0, Math.max(0, length - 1));
  }
}
