import { z } from 'zod';
import { type KeptState, longestState } from '../../shared/contract/state-operations.ts';
import { configurationFile, readConfiguration, writeConfiguration } from './configuration.ts';
import { oneAtATime } from './one-at-a-time.ts';

/** Names kept, and characters of all of them together; what was kept longest ago goes first. */
const mostNames = 400;
const mostText = 2_000_000;

const schema = z.record(z.string(), z.object({ text: z.string().max(longestState), time: z.number() }));

/** Where a person was on the screens, for all hosts and windows of this user. The newest word for a name holds. */
export class ScreenState {
  private readonly file: string;

  constructor(file = configurationFile('screens.json')) {
    this.file = file;
  }

  read(): Readonly<Record<string, KeptState>> {
    return schema.safeParse(readConfiguration(this.file)).data ?? {};
  }

  write(name: string, text: string | null, time: number): void {
    oneAtATime(this.file, () => this.replace(name, text, time));
  }

  private replace(name: string, text: string | null, time: number): void {
    const { [name]: before, ...others } = this.read();
    if (before !== undefined && before.time > time) return;
    const newestFirst: [string, KeptState][] = Object.entries(others).sort((a, b) => b[1].time - a[1].time);
    if (text !== null) newestFirst.unshift([name, { text, time }]);
    let room = mostText;
    const kept = newestFirst.slice(0, mostNames).filter(([, state]) => {
      room -= state.text.length;
      return room >= 0;
    });
    writeConfiguration(this.file, JSON.stringify(Object.fromEntries(kept)));
  }
}
