/** Every code that Casebound reports. A broken chain is a `Finding`, not an error. */
export const errorCodes = [
  'INVALID_INPUT',
  'FILE_UNREADABLE',
  'FORMAT_UNKNOWN',
  'CASE_NOT_FOUND',
  'CASE_LOCKED',
  'CASE_FROM_FUTURE',
  'CASE_CORRUPT',
  'DISK_FULL',
  'KEY_UNAVAILABLE',
  'PACK_UNREADABLE',
  'AUTH_REJECTED',
  'SOURCE_UNREACHABLE',
  'SOURCE_LIMIT',
  'CANCELLED',
  'ENGINE_LOST',
  'INTERNAL',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** What a person is told: what happened, what is safe, what to do next. Plain sentences without a final full stop. */
export interface ErrorText {
  readonly code: ErrorCode;
  readonly message: string;
  readonly safe?: string | undefined;
  readonly next: string;
  /** JSON-safe facts for the copyable detail, such as `{ position: 14 }`. */
  readonly details?: Readonly<Record<string, unknown>> | undefined;
}

/** The one error class. It crosses ports as its `ErrorText`. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly safe: string | undefined;
  readonly next: string;
  readonly details: Readonly<Record<string, unknown>> | undefined;

  constructor(text: ErrorText, options?: { cause?: unknown }) {
    super(text.message, options);
    this.code = text.code;
    this.safe = text.safe;
    this.next = text.next;
    this.details = text.details;
  }

  toText(): ErrorText {
    return {
      code: this.code,
      message: this.message,
      safe: this.safe,
      next: this.next,
      details: this.details,
    };
  }
}

export function cancelled(safe: string): AppError {
  return new AppError({
    code: 'CANCELLED',
    message: 'cancelled',
    safe,
    next: 'start it again when you are ready',
  });
}

/** Any thrown value as an `AppError`; anything else becomes INTERNAL and keeps its own message. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new AppError(
    {
      code: 'INTERNAL',
      message: `an unexpected fault: ${message}`,
      safe: 'the case file changes only in whole transactions, so nothing half-done was kept',
      next: 'try again; if it recurs, report it with this text',
      details: error instanceof Error && error.stack ? { stack: error.stack } : undefined,
    },
    { cause: error },
  );
}
