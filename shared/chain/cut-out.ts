import type { PathTree } from './paths.ts';

/**
 * An entry's text without the members of `omit`, each cut out with the comma and the white space that join it to the next
 * one, or, of the last, to the one before. `text` is one JSON object, of not more than the parser's levels. Null where a name stands twice on the
 * way: which of the two was meant cannot be known.
 */
export function cutOut(text: string, omit: PathTree): string | null {
  const cuts: Cut[] = [];
  const scanner = new Scanner(text, cuts);
  if (!scanner.object(omit)) return null;
  let kept = '';
  let from = 0;
  for (const { start, end } of cuts.sort((a, b) => a.start - b.start)) {
    kept += text.slice(from, Math.max(from, start));
    from = Math.max(from, end);
  }
  return kept + text.slice(from);
}

interface Cut {
  readonly start: number;
  readonly end: number;
}

interface Member {
  readonly start: number;
  /** Behind its value. */
  readonly end: number;
  readonly cut: boolean;
}

/** Walks the objects in which something is to be cut out; passes over everything else. */
class Scanner {
  private readonly text: string;
  private readonly cuts: Cut[];
  private at = 0;

  constructor(text: string, cuts: Cut[]) {
    this.text = text;
    this.cuts = cuts;
  }

  object(omit: PathTree): boolean {
    const members: Member[] = [];
    const names = new Set<string>();
    this.space();
    this.at++;
    this.space();
    while (this.text[this.at] === '"') {
      const start = this.at;
      this.string();
      const name = JSON.parse(this.text.slice(start, this.at)) as string;
      if (names.has(name)) return false;
      names.add(name);
      this.space();
      this.at++;
      this.space();
      const below = omit.children.get(name);
      if (below !== undefined && !below.leaf && this.text[this.at] === '{') {
        if (!this.object(below)) return false;
      } else this.value();
      members.push({ start, end: this.at, cut: below?.leaf === true });
      this.space();
      if (this.text[this.at] !== ',') break;
      this.at++;
      this.space();
    }
    this.at++;
    this.cutMembers(members);
    return true;
  }

  private cutMembers(members: readonly Member[]): void {
    let lastKept = members.length - 1;
    while (lastKept >= 0 && members[lastKept]?.cut) lastKept--;
    for (const [n, { start, end, cut }] of members.entries()) {
      if (!cut) continue;
      if (n < lastKept) this.cuts.push({ start, end: members[n + 1]?.start ?? end });
      // Behind the last that stays, from its end on; where none stays, only the members themselves.
      else this.cuts.push({ start: members[n - 1]?.end ?? start, end });
    }
  }

  private value(): void {
    const { text } = this;
    let depth = 0;
    do {
      const character = text[this.at];
      if (character === '"') {
        this.string();
        continue;
      }
      if (character === '{' || character === '[') depth++;
      else if (character === '}' || character === ']') depth--;
      else if (depth === 0) {
        while (this.at < text.length && !',}] \n\r\t'.includes(text[this.at] as string)) this.at++;
        return;
      }
      this.at++;
    } while (depth > 0 && this.at < text.length);
  }

  private string(): void {
    this.at++;
    while (this.at < this.text.length && this.text[this.at] !== '"') {
      this.at += this.text[this.at] === '\\' ? 2 : 1;
    }
    this.at++;
  }

  private space(): void {
    while (' \n\r\t'.includes(this.text[this.at] ?? 'x')) this.at++;
  }
}
