import { counted, countText } from '../../shared/report/counted.ts';

export { counted, countText };

/** Exact bytes, with a rounded figure beside them where that is easier to grasp: `536,855,780 bytes (537 MB)`. */
export function bytesText(bytes: number): string {
  const exact = counted(bytes, 'byte');
  const rough = roughBytes(bytes);
  return rough === null ? exact : `${exact} (${rough})`;
}

function roughBytes(bytes: number): string | null {
  const units = ['kB', 'MB', 'GB', 'TB'];
  let value = bytes / 1000;
  let unit = 0;
  if (bytes < 10_000) return null;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

/** `4 s`, `2 min 5 s`, `1 h 10 min`, `3 d 4 h`. */
export function durationText(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return together(minutes, 'min', seconds % 60, 's');
  const hours = Math.floor(minutes / 60);
  return hours < 48
    ? together(hours, 'h', minutes % 60, 'min')
    : together(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

function together(large: number, unit: string, small: number, part: string): string {
  const first = `${countText(large)} ${unit}`;
  return small === 0 ? first : `${first} ${small} ${part}`;
}

/** A UTC time of an entry as `2025-11-04 14:10:31.847`; one in any other form is left as the entry has it. */
export function utcTimeText(time: string): string {
  const match = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d(?:\.\d+)?)Z$/.exec(time);
  return match ? `${match[1]} ${match[2]}` : time;
}
