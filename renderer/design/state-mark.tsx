import type { ReactNode } from 'react';
import './state-mark.css';

export const tones = ['good', 'bad', 'warn', 'none'] as const;
export type Tone = (typeof tones)[number];

interface StateMarkProps {
  readonly tone: Tone;
  /** What the word means, shown on hover. */
  readonly title?: string;
  readonly children: ReactNode;
}

/** A state's mark and word; colour comes third, so that it can be read in black and white. */
export function StateMark({ tone, title, children }: StateMarkProps) {
  return (
    <span className={`state state-${tone}`} title={title}>
      <MarkShape tone={tone} />
      <span className="clip">{children}</span>
    </span>
  );
}

/** Check, cross, question mark or dash. */
export function MarkShape({ tone }: { readonly tone: Tone }) {
  return (
    <svg className={`mark mark-${tone}`} viewBox="0 0 12 12" aria-hidden="true">
      {shapes[tone]}
    </svg>
  );
}

const shapes: Readonly<Record<Tone, ReactNode>> = {
  good: <path d="M2 6.5 4.8 9.2 10 3.2" />,
  bad: <path d="m2.5 2.5 7 7m0-7-7 7" />,
  warn: <path d="M4 4.2a2.05 2.05 0 1 1 3 1.9c-.7.4-1 .8-1 1.5M6 9.9v.2" />,
  none: <path d="M3 6h6" />,
};

interface BadgeProps {
  readonly tone: Tone;
  /** A mark other than that of the tone. */
  readonly mark?: Tone | undefined;
  readonly children: ReactNode;
}

/** The same as a badge, on a background of its own. */
export function Badge({ tone, mark = tone, children }: BadgeProps) {
  return (
    <span className={`badge badge-${tone}`}>
      <MarkShape tone={mark} />
      <span className="clip">{children}</span>
    </span>
  );
}
