import { visibleLine } from '../text/visible-text.ts';

/** A pack's receipt. */
export const receiptWords = {
  done: 'Pack sealed',
  title: 'Receipt of a pack',
  outcome: {
    sound: 'Checked again from the file: nothing fails',
    evidence: 'The pack is sound; the evidence in it fails a check, as listed below',
    pack: 'The pack itself does not verify: do not hand it out',
  },
  name: 'Pack',
  number: 'Number',
  of: 'Of',
  file: 'File',
  fileSha256: 'SHA-256 of the file, before any timestamp is put in',
  sealedSha256: 'SHA-256 of what is sealed (tagmanifest-sha256.txt), which never changes',
  entries: 'Entries',
  bates: 'Numbers',
  sealed: 'Sealed (UTC)',
  root: 'Merkle root',
  roots: 'Merkle roots, one for each source',
  key: 'Key',
  certificate: 'Certificate',
  timestamp: 'Timestamp',
  noTimestamp: 'none yet',
  timestamped: (time: string, authority: string) => `sealed before ${time} UTC, as ${authority} vouches`,
  badTimestamp: (fault: string) => `does not hold: ${visibleLine(fault)}`,
  request: 'Timestamp request',
  case: 'Case',
  commands: 'How the other side checks it, without Casebound',
  commandsHelp:
    'Or by opening verify.html from the pack. VERIFY.md in it has the same for Windows and macOS.',
  copyCommands: 'Copy the commands',
  print: 'Print the receipt',
  checked: 'What its verification says',
} as const;
