/** Windows takes these for devices, in every folder and with every ending. */
const device = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?$/i;

/**
 * Why a member's path is not one that a pack can have; null where it is. Unpacked by a careless tool, such a path could
 * write outside the folder that was meant, or over another member.
 */
export function pathFault(path: string): string | null {
  if (path.length > 255) return 'the path is longer than 255 characters';
  if (!/^[\x21-\x7e]+$/.test(path)) return 'the path holds characters that packs do not use';
  if (path.includes('\\') || path.includes(':')) return 'the path holds a backslash or a colon';
  const segments = path.split('/');
  if (segments.some((segment) => segment === '' || segment === '.' || segment === '..')) {
    return 'the path leaves its folder or names none';
  }
  if (segments.some((segment) => segment.endsWith('.') || device.test(segment))) {
    return 'the path is one that Windows takes for another, or for a device';
  }
  return null;
}
