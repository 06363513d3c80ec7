import { z } from 'zod';

/** What is said of entries: each is one event. A code with an empty value takes the code off. */
export const markSchema = z.union([
  z.strictObject({ note: z.string().min(1).max(1_000_000) }),
  z.strictObject({ tag: z.string().min(1).max(200) }),
  z.strictObject({ untag: z.string().min(1).max(200) }),
  z.strictObject({
    code: z.strictObject({ field: z.string().min(1).max(200), value: z.string().max(2000) }),
  }),
  z.strictObject({ reviewed: z.boolean() }),
]);
export type Mark = z.output<typeof markSchema>;
