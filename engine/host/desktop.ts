import { RecentCases } from '../session/recent-cases.ts';
import { ScreenState } from '../session/screen-state.ts';
import { createSession } from '../session/session.ts';
import { SignerList } from '../session/signer-list.ts';
import { type ParentPort, serveDesktop } from './desktop-engine.ts';

/** Entry of the desktop's engine, which Electron's main process starts as a utility process. */
const { parentPort } = process as typeof process & { readonly parentPort: ParentPort };

await serveDesktop(parentPort, {
  makeSession: (startCase) =>
    createSession({
      startCase,
      recentCases: new RecentCases(),
      screenState: new ScreenState(),
      signers: new SignerList(),
    }),
  reportFault: (error) => console.error(error),
});
process.exit(0);
