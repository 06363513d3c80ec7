import type { Progress } from '../shared/domain/progress.ts';

/** Lets a long piece of engine work report progress and be stopped without knowing who asked for it. */
export interface TaskContext {
  /** Cheap enough to call for every slice of work; the host throttles it. */
  progress(progress: Progress): void;
  /**
   * Call it at least every 50 ms of work, at a point where stopping leaves nothing half done.
   *
   * @throws AppError CANCELLED once the task has to stop.
   */
  checkCancelled(): void;
}

/** For work that nobody watches. */
export const unwatched: TaskContext = { progress() {}, checkCancelled() {} };
