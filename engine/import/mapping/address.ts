import { isIP } from 'node:net';

/** Whether a text is an IP address, alone or with a port. */
export function isAddress(text: string): boolean {
  if (text.length > 64) return false;
  return (
    isIP(text) !== 0 ||
    isIP(/^\[(.+)\](?::\d{1,5})?$|^([\d.]+):\d{1,5}$/.exec(text)?.slice(1).find(Boolean) ?? '') !== 0
  );
}
