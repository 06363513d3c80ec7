/** npm passes on the Ctrl+C that the terminal has sent already: only one that comes later means impatience. */
const impatienceMs = 1000;

/** A process that ends sooner would die of the signal that npm still passes on, and be reported as killed. */
const lingerMs = 100;

/** Calls `end` when this process is told to end; being told again, later, ends it at once. */
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
