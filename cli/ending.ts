/** npm passes on a Ctrl+C that the terminal has already sent to this process: only a later one means impatience. */
const impatienceMs = 1000;

/**
 * A process that ended sooner would be killed by the signal that npm is still passing on, and be reported as killed.
 */
const lingerMs = 100;

/** Calls `end` when this process is asked to end; a second, later request ends it at once. */
export function whenToldToEnd(end: () => void): void {
  let told: number | null = null;
  const listen = () => {
    if (told !== null && Date.now() - told > impatienceMs) process.exit(130);
    if (told !== null) return;
    told = Date.now();
    setTimeout(() => {}, lingerMs);
    end();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, listen);
}
