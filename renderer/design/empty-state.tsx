import type { ReactNode } from 'react';
import './panels.css';

interface Props {
  readonly title: string;
  readonly children?: ReactNode;
  /** Buttons for the next step. */
  readonly actions?: ReactNode;
}

export function EmptyState({ title, children, actions }: Props) {
  return (
    <div className="empty-state">
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {actions && <div className="panel-actions">{actions}</div>}
    </div>
  );
}

/** Rows that are being fetched, shown only if that takes longer than a moment. */
export function Skeleton({ rows, label }: { readonly rows: number; readonly label: string }) {
  return (
    <div className="skeleton" role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, row) => row).map((row) => (
        <div key={row} className="skeleton-row" />
      ))}
    </div>
  );
}
