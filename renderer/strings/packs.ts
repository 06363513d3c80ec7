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
  fileSha256: 'SHA-256 of the file',
  sealedSha256: 'SHA-256 of what is sealed',
  entries: 'Entries',
  bates: 'Numbers',
  sealed: 'Sealed',
  root: 'Merkle root',
  roots: 'Merkle roots',
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

/** The packs of a case, packs of others, and whom one knows. */
export const packsWords = {
  title: 'Packs',
  tabs: { packs: 'Packs of this case', signers: 'Known signers' },
  none: 'No pack has been sealed from this case',
  noneHelp:
    'A pack holds the exact entries of a claim, an image, a query or a selection, with proofs that the other side can check.',
  verifyAny: 'Verify a pack…',
  columns: ['Number', 'Name', 'Of', 'Entries', 'Numbers', 'Sealed (UTC)'],
  choose: 'Choose a pack to see its file.',
  reading: 'Reading the pack',
  changed: 'SHA-256 of the file when sealed',
  verify: 'Verify again, show the receipt',
  verifying: 'Verifying the pack',
  moved: 'Where the pack is now',
  movedHelp: 'It is not where it was put. If it was moved, say where it is.',
  request: 'Save the timestamp request…',
  requestFile: 'Timestamp request (.tsq)',
  requestHelp: 'Any RFC 3161 authority answers it. Nothing but a hash is in it.',
  save: 'Save it',
  saved: (path: string) => `Saved as ${visibleLine(path)}`,
  answer: 'Put in a timestamp answer…',
  answerFile: 'Answer of the authority (.tsr)',
  answerChain: 'Certificates that vouch for it (PEM), where the answer lacks them',
  answerHelp: 'A wrong answer is refused and changes nothing. The pack’s SHA-256 is another one afterwards.',
  putIn: 'Put it in',
  puttingIn: 'Putting the timestamp in',
  stamped: (time: string, authority: string) =>
    `The pack existed before ${time} UTC, as ${visibleLine(authority)} vouches`,
  compared: 'Compare with another pack…',
} as const;

export const signerWords = {
  none: 'You know no signer yet',
  noneHelp:
    'A signer becomes known by the fingerprint that they gave you themselves: on paper, by telephone, in person. A pack vouches for itself alone.',
  columns: ['Name', 'Kind', 'Fingerprint', 'Known since', 'Note', ''],
  kinds: { ssh: 'SSH key', certificate: 'certificate' },
  seals: { ssh: 'SSH signature', certificate: 'certificate', timestamp: 'timestamp' },
  add: 'Add a signer…',
  addTitle: 'Add a known signer',
  name: 'Name',
  nameRequired: 'Give the name of the signer',
  fingerprint: 'Fingerprint, as ssh-keygen or openssl prints it',
  fingerprintWrong: 'A SHA-256 fingerprint: SHA256:… of a key, or 64 hexadecimal digits of a certificate',
  note: 'Note: how you came to know it',
  compare:
    'Compare it, character by character, with one that the signer gave you another way than with the pack.',
  compared: 'I have compared it',
  comparedRequired: 'Compare it first',
  save: 'Add',
  remove: 'Remove',
  removeTitle: (name: string) => `Remove ${visibleLine(name)}?`,
  removeHelp: 'Packs of this signer are said to be of a signer not known to you from then on.',
  heading: 'Who sealed it',
  known: (name: string, since: string | null) =>
    `${visibleLine(name)}, known to you${since === null ? '' : ` since ${since.slice(0, 10)}`}`,
  unknown: 'not known to you',
  differs: (name: string) =>
    `under the name of ${visibleLine(name)}, whom you know by another key: ask the signer another way`,
  addThis: 'Add to the known signers…',
} as const;
