import { counted, countText, utcTimeText } from '../text/numbers.ts';
import { visibleLine } from '../text/visible-text.ts';

const entriesText = (count: number) => counted(count, 'entry', 'entries');

/** The way to a sealed pack, and its receipt. */
export const sealingWords = {
  open: 'Seal pack…',
  title: 'Seal a pack',
  steps: {
    label: 'Steps',
    scope: 'What goes in',
    related: 'Related entries',
    redaction: 'Privilege and redaction',
    integrity: 'Integrity',
    numbers: 'Numbers and certification',
    signer: 'Signer',
    preview: 'Preview',
  },
  stepOf: (n: number, of: number) => `Step ${n} of ${of}`,
  missing: 'incomplete',
  skipped: (summary: string) => (summary === '' ? 'skipped' : `skipped: ${summary}`),
  summaries: {
    notLooked: 'not looked for',
    related: (groups: number) => (groups === 0 ? 'none included' : `${counted(groups, 'group')} included`),
    nothingBack: 'nothing held back',
    staysBack: (withheld: number, masked: number) =>
      `${countText(withheld)} withheld, ${countText(masked)} masked`,
    unverified: 'not verified yet',
    blocking: (count: number) =>
      count === 0 ? 'no failed check on these entries' : counted(count, 'finding'),
    noBates: 'no numbers',
  },
  back: 'Back',
  next: (step: string) => `Next: ${step.toLowerCase()}`,
  skip: 'Skip to the signer',
  resumed: 'This continues the draft that you left.',
  anew: 'Start over with the current selection',
  counting: 'Counting',

  scope: {
    heading: 'What goes in',
    help: 'A pack of a claim or an image proves that none of its entries was left out. One of a query or a selection cannot.',
    kind: 'The pack covers',
    kinds: { claim: 'a claim', image: 'an image', query: 'a query', selection: 'the selection' },
    selected: (count: number) =>
      count === 0
        ? 'No selection: select rows in the review first'
        : `${entriesText(count)} selected in the review`,
    claim: 'Claim (case_id), exactly as the entries spell it',
    image: 'Image (image_id), exactly as the entries spell it',
    query: 'Query',
    required: 'Say what the pack covers',
    holds: 'What it contains',
    entries: 'Entries',
    repeated: (count: number) => `and ${countText(count)} more records that repeat one`,
    claims: 'Claims',
    images: 'Images',
    period: 'Period (UTC)',
    periodOf: ({ from, to }: { readonly from: string; readonly to: string }) =>
      [utcTimeText(from), utcTimeText(to)] as const,
    noPeriod: 'no entry states a time',
    sources: 'Sources',
    sourcesOf: (used: number, all: number) => `${countText(used)} of ${countText(all)}`,
    relatedAmong: (count: number) => `${countText(count)} of them related`,
    bytes: 'Evidence',
    privileged: 'Privileged',
  },

  related: {
    heading: 'Related entries',
    help: 'Entries that the pack does not cover but that may bear on it. The pack states what was found and whether it is included. That nothing was left out is proven only for what the pack covers.',
    none: 'none in the case',
    looking: 'Looking for related entries',
    include: (count: number) => `Include ${entriesText(count)}`,
    window: (from: string, to: string) => `looked for from ${utcTimeText(from)} to ${utcTimeText(to)} UTC`,
    more: (count: number) => `and ${countText(count)} more`,
    columns: ['Entry', 'Time (UTC)', 'Product', 'Action', 'Claim'],
  },

  redaction: {
    heading: 'Privilege and redaction',
    help: 'A withheld entry appears only in the proofs and in the privilege log. A masked entry goes in as a copy without the masked fields. Either can be disclosed later, and then verifies in full.',
    withhold: 'Withhold entries…',
    mask: 'Mask fields…',
    rule: (number: number, kind: 'withhold' | 'mask') =>
      `Rule ${number}: ${kind === 'withhold' ? 'withhold entries' : 'mask fields'}`,
    remove: (number: number) => `Remove rule ${number}`,
    which: 'In which entries',
    all: 'in every entry of the pack',
    matching: 'in those that match a query',
    selected: (count: number) =>
      count === 0
        ? 'in those selected in the review: none are'
        : `in the ${countText(count)} selected in the review`,
    query: 'Entries that match',
    basis: 'Basis, if it has a name',
    basisHint: 'Such as attorney-client privilege or work product',
    reason: 'Reason, as the privilege log will give it',
    fields: 'Fields, separated by commas',
    fieldsHint: 'A column (note), a path (result.reviewer_note) or a JSON pointer (/result/reviewer_note)',
    overlaps:
      'An entry that one rule withholds is withheld, whatever the other rules say. Where several rules mask fields of one entry, all of those fields are masked.',
    effect: (
      kind: 'withhold' | 'mask',
      {
        caught,
        withheldElsewhere,
        held,
      }: { readonly caught: number; readonly withheldElsewhere: number; readonly held: number },
    ) =>
      kind === 'withhold'
        ? `Withholds ${entriesText(held)}.`
        : [
            `Applies to ${entriesText(caught)} of the pack`,
            withheldElsewhere === 0
              ? ''
              : `, ${countText(withheldElsewhere)} of them withheld by another rule`,
            `; masks something in ${entriesText(held)}.`,
          ].join(''),
    byRules: (rules: readonly number[]) =>
      `${rules.length === 1 ? 'rule' : 'rules'} ${rules.map((place) => place + 1).join(', ')}`,
    privileged: (count: number) =>
      `${entriesText(count)} of the pack ${count === 1 ? 'is' : 'are'} coded as privileged.`,
    withholdPrivileged: 'Withhold them',
    privilegedQuery: 'is:privileged',
    privilegedReason: 'Privileged',
    disclose: 'Disclose them as they are',
    decide: 'Decide what happens to the privileged entries',
    required: {
      query: 'Say which entries',
      fields: 'Name at least one field',
      reason: 'Give a reason for what is held back',
    },
    waiting: 'What stays back is shown here once every rule is complete and correct.',
    working: 'Finding what is held back',
    outcome: (withheld: number, masked: number) =>
      withheld + masked === 0
        ? 'Nothing is held back.'
        : `${[
            withheld > 0 ? `${entriesText(withheld)} withheld` : '',
            masked > 0 ? `${entriesText(masked)} masked` : '',
          ]
            .filter((part) => part !== '')
            .join(', ')}.`,
    shown: (count: number) =>
      `${entriesText(count)} coded as privileged ${count === 1 ? 'is' : 'are'} disclosed unchanged.`,
    first: 'The first of them, as they will appear',
    withheldEntry: 'withheld',
    maskedEntry: 'masked',
    withheldText: 'Only its place in the proofs and a line in the privilege log',
    maskedFields: (fields: readonly string[]) => `Masked: ${fields.map(visibleLine).join(', ')}`,
  },

  annotations: {
    heading: 'Annotations',
    help: 'What reviewers said about these entries, with their names. Of an annotation that is held back, the pack has only the hash: it shows that the annotation exists, reveals nothing of it, and lets it be disclosed later.',
    kinds: { tags: 'Tags', coding: 'Coding and reviewed marks', notes: 'Notes' },
    privilegedNotes: 'Also notes on entries coded as privileged',
    outcome: (
      events: number,
      { tags, coding, notes }: { readonly tags: number; readonly coding: number; readonly notes: number },
    ) => {
      const kept = [
        [tags, 'on tags'],
        [coding, 'on coding'],
        [notes, 'on notes'],
      ] as const;
      const back = kept.filter(([count]) => count > 0).map(([count, on]) => `${countText(count)} ${on}`);
      const goes =
        events === 0
          ? 'None goes in'
          : `${counted(events, 'annotation event')} ${events === 1 ? 'goes' : 'go'} in`;
      return back.length === 0 ? `${goes}.` : `${goes}; as a hash only: ${back.join(', ')}.`;
    },
  },

  integrity: {
    heading: 'Integrity',
    help: 'What the last verification of the case says about these entries. Sealing verifies the case again and puts the report into the pack.',
    verified: (time: string) => `Verified ${utcTimeText(time)} UTC.`,
    never:
      'This case has not been verified yet. Sealing verifies it, and the pack will state what was found.',
    unverified: (names: readonly string[]) => `Imported since: ${names.map(visibleLine).join(', ')}.`,
    clean: 'No failed check concerns these entries.',
    blocking: (count: number) =>
      `${counted(count, 'finding of a failed check', 'findings of failed checks')} on entries that go in`,
    listed: (count: number) => `The first ${countText(count)} are listed.`,
    elsewhere: (count: number) =>
      `${counted(count, 'finding or observation', 'findings and observations')} on entries that do not go in.`,
    observations: (count: number) =>
      `${counted(count, 'observation')} on these entries, which ${count === 1 ? 'does' : 'do'} not affect any answer.`,
    reason: 'Why the pack is sealed anyway',
    reasonHint: 'Kept in the custody log with your name.',
    reasonRequired: 'Give a reason: a failed check concerns what goes in',
  },

  numbers: {
    heading: 'Numbers and certification',
    number: 'Number of the pack',
    numberHint: (next: number) => `Leave empty for the next one, ${countText(next)}`,
    numberWrong: 'A whole number from 1',
    bates: 'Give each record a number to cite it by (Bates number)',
    prefix: 'Prefix',
    prefixWrong: 'A letter, then up to 19 letters, digits, dots, underscores or hyphens',
    start: 'First number',
    startHint: 'Leave empty to continue from the last pack with this prefix',
    startWrong: 'A whole number from 1',
    range: (first: string, last: string) => `${first} to ${last}`,
    rangeName: 'Numbers of this pack',
    pdf: 'Include the report as a PDF too, for printing',
    certification: 'Draft of the certification',
    help: 'How the pack and its records are cited. The draft certification goes into the pack as data/certification.md: the facts are filled in, and what a person must state is left blank.',
    drafting: 'Drafting',
  },

  signer: {
    heading: 'Signer',
    key: 'Signing key',
    keys: { file: 'A key file that I have', new: 'A new key' },
    keyFile: 'Key file',
    keyHint: 'The key is encrypted, and stays where it is.',
    keyRequired: 'Choose a key file',
    passphrase: 'Passphrase of the key',
    passphraseRequired: 'Type the passphrase',
    newKeyFile: 'File of the new key',
    newName: 'casebound-key.pem',
    newHint:
      'Your packs are sealed with this key. Its public half is written beside it, as .pub and .crt: give these, or their fingerprint, to those who check your packs.',
    newPassphrase: 'Passphrase for the new key',
    newPassphraseHint: (shortest: number) =>
      `At least ${shortest} characters. It is not stored anywhere: without it the key is lost.`,
    tooShort: (shortest: number) => `At least ${shortest} characters`,
    again: 'Passphrase again',
    differs: 'The two passphrases differ',
    p12: 'Seal with my organization’s certificate too (PKCS#12)',
    p12File: 'PKCS#12 file (.p12, .pfx)',
    p12Required: 'Choose the file',
    p12Passphrase: 'Its passphrase; leave empty if it is the same as the key’s',
    request: 'Write a timestamp request beside the pack',
    requestHelp:
      'To be sent to a timestamp authority (RFC 3161) from any machine that is online. Its answer is added to the pack later, on the Packs screen.',
    out: 'Pack file',
    outRequired: 'Say where the pack goes',
    outRelative: 'Give the full path',
    opening: 'Opening the key',
    makesKey: 'Create the key and continue',
    opened: 'Key opened',
    fingerprint: 'Key (Ed25519)',
    certificate: 'Certificate (P-256)',
    noCertificate: 'none: sealed with the SSH signature only',
    until: (time: string) => `valid until ${utcTimeText(time).slice(0, 10)}`,
  },

  preview: {
    heading: 'Preview',
    help: 'What the pack will contain. The pack has not been written yet.',
    making: 'Making the preview',
    makingFiles: 'Making the files, to find their sizes',
    name: 'Pack',
    out: 'File',
    scope: 'Of',
    entries: 'Entries',
    stays: 'Held back',
    annotations: 'Annotations',
    bates: 'Numbers',
    signer: 'Signed by',
    rows: (count: number, all: number) =>
      count < all ? `entries.csv: the first ${countText(count)} of ${countText(all)}` : 'entries.csv',
    masked: 'masked',
    members: (count: number) => `${countText(count)} files`,
    memberColumns: ['File', 'Bytes'],
    later: 'when sealed',
    notices: 'What to know before sealing',
  },

  start: 'Seal the pack',
  running: 'Sealing',
  runningHelp: 'The pack appears in its place only once it is complete and has passed its own check.',
  again: 'What you entered in the steps is kept.',

  leave: {
    title: 'Leave without sealing?',
    help: 'No pack has been written. What you entered can be kept, to continue later; passphrases are not kept.',
    keep: 'Leave and keep the draft',
    discard: 'Leave and discard it',
    stay: 'Stay',
  },
} as const;
