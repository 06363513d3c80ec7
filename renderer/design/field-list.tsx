import { Copy } from 'lucide-react';
import type { ReactNode } from 'react';
import { strings } from '../strings.ts';
import { IconButton } from './button.tsx';
import './field-list.css';

interface ListProps {
  readonly children: ReactNode;
  /** Names of several words stay on one line. */
  readonly wide?: boolean;
}

export function FieldList({ children, wide = false }: ListProps) {
  return (
    <dl className="field-list" data-wide={wide || undefined}>
      {children}
    </dl>
  );
}

interface Props {
  readonly name: string;
  readonly children: ReactNode;
  /** What the copy button copies: the value exactly as it is. */
  readonly copy?: string;
}

export function FieldLine({ name, children, copy }: Props) {
  return (
    <div className="field-line">
      <dt>{name}</dt>
      <dd>
        {children}
        {copy !== undefined && (
          <IconButton
            name={strings.detail.copy(name)}
            icon={<Copy size={14} />}
            onPress={() => void navigator.clipboard.writeText(copy)}
          />
        )}
      </dd>
    </div>
  );
}
