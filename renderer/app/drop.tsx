import { useEffect, useState } from 'react';

interface Props {
  /** What dropping does, in words. */
  readonly invitation: string;
  readonly onFiles: (files: readonly File[]) => void;
}

/** Takes files and folders dropped anywhere on the page; the application decides what to do with them. */
export function DropTarget({ invitation, onFiles }: Props) {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const onDragOver = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      setOver(true);
    };
    const onDragLeave = (event: DragEvent) => {
      // Out of the window, not from one element to the next.
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      // Otherwise the browser would leave the page and open the file.
      event.preventDefault();
      setOver(false);
      onFiles([...event.dataTransfer.files]);
    };
    window.addEventListener('dragover', onDragOver);
    window.addEventListener('dragleave', onDragLeave);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', onDragOver);
      window.removeEventListener('dragleave', onDragLeave);
      window.removeEventListener('drop', onDrop);
    };
  }, [onFiles]);
  return over ? <div className="drop-veil">{invitation}</div> : null;
}
