import type { Nature } from './detection.ts';
import type { Random } from './random.ts';

/**
 * Reviewers' remarks, in the languages of a European claims department; some as awkward as real ones are: emoji,
 * right-to-left text, decomposed accents, markup and a leading equals sign that a spreadsheet would obey.
 */
const remarks: Record<Nature, readonly [string, ...string[]]> = {
  photo: [
    'Sensor noise consistent with the stated phone model.',
    'Shadow direction matches the time of the report.',
    'Keine Auffälligkeiten, Belichtung plausibel.',
    'Photo prise de nuit, bruit élevé mais naturel.',
    'Same kitchen as in photo 2, different angle 👍',
    'הצילום תואם את הדוח של השמאי',
    '=> see surveyor report, page 4',
    'Cafe\u0301 window reflects the street; consistent with the address.',
  ],
  edited: [
    'Clone traces along the skirting board; water line extended to the left.',
    'Kantenübergang an der Decke unnatürlich, vermutlich nachbearbeitet.',
    'Reflet absent dans la flaque, zone retouchée.',
    'تم تعديل الصورة في الزاوية اليمنى',
    'JPEG grid misaligned in the lower third <b>urgent</b>',
  ],
  generated: [
    'High spectral inconsistency. Noise residual inconsistent with camera sensor behavior.',
    'Texture repeats across the carpet every 64 px.',
    'Schriftzug auf der Kiste ist kein lesbarer Text 🤨',
    'Ombres incohérentes entre les deux lampes.',
    'الصورة على الأغلب مولّدة',
  ],
  unclear: [
    'Strong recompression by a messenger; no reliable statement.',
    'Zu klein für eine Aussage (480×270).',
    'Demander l’original à l’assurée.',
    '写真が小さすぎて判定できない',
  ],
};

export function remark(random: Random, nature: Nature): string {
  return random.pick(remarks[nature]);
}
