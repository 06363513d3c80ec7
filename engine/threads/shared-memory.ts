import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads';

/**
 * Memory that all threads of this process share, by its name: Node hands it on to every thread that is begun after this was called, and to
 * those that these begin. So it is to be called before the first thread is.
 */
export function sharedMemory(name: string, bytes: number): SharedArrayBuffer {
  const known: unknown = getEnvironmentData(name);
  if (known instanceof SharedArrayBuffer) return known;
  const memory = new SharedArrayBuffer(bytes);
  setEnvironmentData(name, memory);
  return memory;
}
