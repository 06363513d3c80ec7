import { X } from 'lucide-react';
import type { FormEvent, ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { strings } from '../strings.ts';
import { IconButton } from './button.tsx';
import { useEscapeFromNowhere } from './escape-from-nowhere.ts';
import { useFocusBack } from './focus-back.ts';
import './dialog.css';

interface Props {
  readonly title: string;
  readonly onClose: () => void;
  /** False while a job runs that must be cancelled rather than hidden. */
  readonly dismissable?: boolean;
  /** False if an accidental click would lose work: then only a button closes the dialog. */
  readonly escapable?: boolean;
  /** `full` takes all available room. */
  readonly size?: 'normal' | 'wide' | 'large' | 'full';
  /** Enter in a line of text does what the dialog is for; null as long as something is missing. Its content has no form then. */
  readonly onEnter?: (() => void) | null;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
}

/** A modal dialog that is open as long as it is rendered. */
export function Dialog({
  title,
  onClose,
  dismissable = true,
  escapable = true,
  size = 'normal',
  onEnter,
  children,
  footer,
}: Props) {
  useEscapeFromNowhere(dismissable && escapable ? onClose : null);
  useFocusBack();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // A dialog that is open over this one has forms of its own, whose events come by here.
    if (event.target === event.currentTarget) onEnter?.();
  };
  return (
    <ModalOverlay
      className="dialog-veil"
      isOpen
      onOpenChange={(open) => !open && onClose()}
      isKeyboardDismissDisabled={!dismissable || !escapable}
    >
      <Modal className={`dialog-frame dialog-${size}`}>
        <AriaDialog className="dialog">
          <header className="dialog-head">
            <Heading slot="title" level={1}>
              {title}
            </Heading>
            {dismissable && <IconButton name={strings.close} icon={<X size={18} />} onPress={onClose} />}
          </header>
          {onEnter === undefined ? (
            <div className="dialog-body">{children}</div>
          ) : (
            <form className="dialog-body" noValidate onSubmit={submit}>
              {children}
              <input type="submit" hidden />
            </form>
          )}
          {footer && <footer className="dialog-foot">{footer}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
