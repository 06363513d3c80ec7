import { useEffect, useState } from 'react';
import { type DropTaker, useDropTaker } from '../files/dropped.ts';

/**
 * Takes files and folders dropped anywhere on the page; a screen that waits for files decides what to do with them, or
 * else the application.
 */
export function DropTarget(application: DropTaker) {
  const [over, setOver] = useState(false);
  const { invitation, onFiles } = useDropTaker() ?? application;
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
