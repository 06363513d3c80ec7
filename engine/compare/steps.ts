import type { TaskContext } from '../task.ts';

/** Records between two looks at whether to stop. */
const slice = 20_000;

/** Progress of a comparison, which looks at records several times: thinned out, and without a known end. */
export class Steps {
  private readonly context: TaskContext;
  private readonly phase: string;
  private done = 0;

  constructor(context: TaskContext, phase: string) {
    this.context = context;
    this.phase = phase;
  }

  readonly record = (): void => {
    if (this.done++ % slice === 0) this.check();
  };

  readonly check = (): void => {
    this.context.progress({ phase: this.phase, done: this.done, total: null, unit: 'entries' });
    this.context.checkCancelled();
  };
}
