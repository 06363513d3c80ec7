import { ensureBuilt } from '../../cli/host/built.ts';

/** Before tests that seal: the page that packs carry is built where its sources are younger. */
export default async function setup(): Promise<void> {
  await ensureBuilt(['checker'], (line) => console.log(line));
}
