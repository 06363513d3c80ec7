import type { Client } from '../../shared/contract/client.ts';
import { type AppError, toAppError } from '../../shared/errors.ts';

/** The same client, which also tells `onLost` when an answer shows that the engine is gone. */
export function watchLoss(client: Client, onLost: (error: AppError) => void): Client {
  const watched = async <T>(answer: Promise<T>): Promise<T> => {
    try {
      return await answer;
    } catch (thrown) {
      const error = toAppError(thrown);
      if (error.code === 'ENGINE_LOST') onLost(error);
      throw error;
    }
  };
  return {
    call: (name, input, options) => watched(client.call(name, input, options)),
    job: (name, input, options) => watched(client.job(name, input, options)),
    stream: client.stream,
    close: client.close,
  };
}
