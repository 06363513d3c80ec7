import { Copy } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../../design/button.tsx';
import { strings } from '../../strings.ts';

export function FieldList({ children }: { readonly children: ReactNode }) {
  return <dl className="field-list">{children}</dl>;
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
