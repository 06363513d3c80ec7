import { z } from 'zod';
import type { AppInfo } from '../../shared/contract/operations.ts';
import { configurationFile, readConfiguration, writeConfiguration } from './configuration.ts';
import { oneAtATime } from './one-at-a-time.ts';

type RecentCase = AppInfo['recentCases'][number];

const schema = z.array(z.object({ path: z.string(), title: z.string(), opened: z.string() }));
const kept = 10;

/** The cases opened last, the newest first. */
export class RecentCases {
  private readonly file: string;

  constructor(file = configurationFile('recent.json')) {
    this.file = file;
  }

  list(): readonly RecentCase[] {
    return schema.safeParse(readConfiguration(this.file)).data ?? [];
  }

  /** Puts a case first. */
  add(path: string, title: string): void {
    const opened = new Date().toISOString();
    oneAtATime(this.file, () => {
      const others = this.list().filter((recent) => recent.path !== path);
      const list = [{ path, title, opened }, ...others].slice(0, kept);
      writeConfiguration(this.file, JSON.stringify(list, null, 2));
    });
  }
}
