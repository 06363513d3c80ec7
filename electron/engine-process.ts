/** The part of Electron's UtilityProcess that is used here. */
export interface ForkedEngine<P> {
  postMessage(message: unknown, transfer?: P[]): void;
  once(event: 'exit', listener: (code: number) => void): unknown;
  kill(): boolean;
}

export interface EngineEffects<P> {
  /** Starts the engine in a process of its own. */
  fork(): ForkedEngine<P>;
  channel(): { readonly port1: P; readonly port2: P };
  /** Told that the process is gone, with all its sessions. */
  lost(): void;
}

/** How long an engine that was asked to end may take to let go of its cases; it is killed then, which is safe too. */
const longestEndMs = 3000;

/**
 * The engine's process: started with the first session, and again with the next one after it was lost. Main never
 * sees what is said in a session: it hands one end of a channel to the page and the other to the engine.
 */
export class EngineProcess<P> {
  readonly #effects: EngineEffects<P>;
  #running: { readonly engine: ForkedEngine<P>; readonly exited: Promise<void> } | null = null;

  constructor(effects: EngineEffects<P>) {
    this.#effects = effects;
  }

  /**
   * @param startCase the case file that the application was started with
   * @returns the page's end of a new session
   */
  openSession(startCase: string | null): P {
    this.#running ??= this.#start();
    const { port1, port2 } = this.#effects.channel();
    this.#running.engine.postMessage({ type: 'session', startCase }, [port1]);
    return port2;
  }

  #start() {
    const engine = this.#effects.fork();
    const exited = new Promise<void>((resolve) => {
      engine.once('exit', () => {
        this.#running = null;
        this.#effects.lost();
        resolve();
      });
    });
    return { engine, exited };
  }

  /** Fulfilled when the engine is gone. */
  async end(): Promise<void> {
    if (this.#running === null) return;
    const { engine, exited } = this.#running;
    engine.postMessage({ type: 'end' });
    const timer = setTimeout(() => engine.kill(), longestEndMs);
    await exited;
    clearTimeout(timer);
  }
}
