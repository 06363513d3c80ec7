/** One record of an itsreal audit trail, in the nested shape that the product's own documentation prints. */
export interface AuditEntry {
  readonly log_id: string;
  readonly request_id: string;
  readonly product: Product;
  readonly model_version: string;
  readonly timestamp: string;
  readonly image_id: string;
  readonly result: {
    readonly verdict: string;
    readonly confidence: number | null;
    readonly signals: Readonly<Record<string, string>>;
    readonly reviewer_note?: string;
  };
  readonly context: { readonly case_id: string; readonly submitted_by: string };
  readonly action_recorded: string;
  readonly logged_at: string;
}

export type Product = 'frame_detect' | 'risk_score' | 'credentials';

/** What the product decided about one image, before it is numbered, timed and logged. */
export interface Decision {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly product: Product;
  readonly model: string;
  readonly image: string;
  readonly claim: string;
  readonly by: string;
  readonly verdict: string;
  readonly confidence: number | null;
  readonly signals: Readonly<Record<string, string>>;
  readonly action: string;
  readonly note?: string;
}

const requestPrefix: Record<Product, string> = { frame_detect: 'det', risk_score: 'rsk', credentials: 'crd' };

/** The entry that logs `decision`; `loggedAt` and `requestedAt` in milliseconds since 1970. */
export function toEntry(decision: Decision, requestedAt: number, loggedAt: number): AuditEntry {
  const { at, product, verdict, confidence, signals, note } = decision;
  return {
    log_id: `log_${timeId(at)}`,
    request_id: `${requestPrefix[product]}_${timeId(requestedAt)}`,
    product,
    model_version: decision.model,
    timestamp: new Date(at).toISOString(),
    image_id: decision.image,
    result: { verdict, confidence, signals, ...(note === undefined ? {} : { reviewer_note: note }) },
    context: { case_id: decision.claim, submitted_by: decision.by },
    action_recorded: decision.action,
    logged_at: new Date(loggedAt).toISOString(),
  };
}

const crockford = '0123456789abcdefghjkmnpqrstvwxyz';

/** Milliseconds as the first ten characters of a ULID, which is how the product's ids begin. */
export function timeId(ms: number): string {
  let id = '';
  for (let left = ms, i = 0; i < 10; i++, left = Math.floor(left / 32)) id = crockford.charAt(left % 32) + id;
  return id;
}
