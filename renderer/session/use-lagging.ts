import { useEffect, useState } from 'react';

/** The value as it was once it had stayed the same for `pauseMs`; the first at once. */
export function useLagging<T>(value: T, pauseMs: number): T {
  const [lagging, setLagging] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setLagging(value), pauseMs);
    return () => clearTimeout(timer);
  }, [value, pauseMs]);
  return lagging;
}
