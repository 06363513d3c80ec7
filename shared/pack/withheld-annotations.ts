import { type AnnotationKind, annotationKinds } from './lines.ts';

const words = {
  tags: ['event on tags', 'events on tags'],
  coding: ['event on coding', 'events on coding'],
  notes: ['event on notes', 'events on notes'],
} as const;

/** `2 events on notes, 1 event on tags`: annotation events of which a pack has the hash alone. */
export function withheldAnnotationWords(counts: Readonly<Record<AnnotationKind, number>>): string {
  return annotationKinds
    .filter((kind) => counts[kind] > 0)
    .map((kind) => `${counts[kind]} ${words[kind][counts[kind] === 1 ? 0 : 1]}`)
    .join(', ');
}
