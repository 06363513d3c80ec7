import {
  ClipboardList,
  FileText,
  Folder,
  Image,
  Link2,
  ListFilter,
  Package,
  ShieldCheck,
} from 'lucide-react';
import { memo } from 'react';
import { strings } from '../strings.ts';

export const screens = [
  'case',
  'review',
  'images',
  'claims',
  'reports',
  'integrity',
  'packs',
  'custody',
] as const;
export type Screen = (typeof screens)[number];

const icons = {
  case: Folder,
  review: ListFilter,
  images: Image,
  claims: FileText,
  reports: ClipboardList,
  integrity: ShieldCheck,
  packs: Package,
  custody: Link2,
} as const;

interface Props {
  readonly current: Screen;
  readonly onGo: (screen: Screen) => void;
}

export const Rail = memo(function Rail({ current, onGo }: Props) {
  return (
    <nav className="rail" aria-label={strings.frame.rail}>
      {screens.map((screen) => {
        const Icon = icons[screen];
        return (
          <button
            key={screen}
            type="button"
            className="rail-item"
            aria-current={screen === current ? 'page' : undefined}
            onClick={() => onGo(screen)}
          >
            <Icon size={18} strokeWidth={1.75} aria-hidden="true" />
            {strings.frame.screens[screen]}
          </button>
        );
      })}
    </nav>
  );
});
