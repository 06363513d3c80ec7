import type { Progress } from '../shared/domain/progress.ts';

/** What a long piece of engine work is given, so that it can report and be stopped without knowing who asked. */
export interface TaskContext {
  /** Cheap enough for every slice of work; the host thins it out. */
  progress(progress: Progress): void;
  /**
   * Called at least every 50 ms of work, between things that belong together.
   *
   * @throws AppError CANCELLED once the task is to stop.
   */
  checkCancelled(): void;
}

/** For work that nobody watches. */
export const unwatched: TaskContext = { progress() {}, checkCancelled() {} };
