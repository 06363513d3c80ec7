/** The thread in which the application's page compares two packs that were given to it. */
import '../../host/no-eval.ts';
import '../../host/trusted-types.ts';
import { compare } from './compare.ts';
import type { CompareOrder } from './messages.ts';

addEventListener('message', ({ data }: MessageEvent<CompareOrder>) => {
  void compare(data, (message) => postMessage(message));
});
