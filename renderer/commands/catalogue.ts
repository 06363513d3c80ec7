/** Every command that a key or the palette can give, in the order of the shortcuts sheet. Their words are in strings. */
export const commandGroups = {
  application: {
    'palette.open': ['Ctrl+K'],
    'help.shortcuts': ['?'],
    'annotation.undo': ['Ctrl+Z'],
    'case.import': [],
    'case.sync': [],
    'case.seal': [],
    'annotations.export': [],
    'annotations.import': [],
    'case.leave': [],
    'appearance.theme': [],
    'appearance.density': [],
    'time.zone': [],
    'keys.toggleSingle': [],
  },
  screens: {
    'screen.case': ['g o'],
    'screen.review': ['g r'],
    'screen.images': ['g m'],
    'screen.claims': ['g l'],
    'screen.reports': ['g e'],
    'screen.integrity': ['g t'],
    'screen.packs': ['g p'],
    'screen.custody': ['g u'],
  },
  rows: {
    'row.next': ['j'],
    'row.previous': ['k'],
    'row.extendNext': ['Shift+J'],
    'row.extendPrevious': ['Shift+K'],
    'row.all': ['Ctrl+A'],
    'row.copy': ['Ctrl+C'],
    'cell.copy': ['y'],
    'cell.filterIn': ['f'],
    'cell.filterOut': ['Shift+F'],
    'image.previous': ['['],
    'image.next': [']'],
    'image.show': ['g i'],
    'claim.show': ['g c'],
  },
  review: {
    'query.edit': ['/'],
    'detail.open': ['Enter'],
    'result.export': [],
    'terms.report': [],
    'facets.toggle': ['Alt+1'],
    'histogram.toggle': ['Alt+2'],
    'detail.toggle': ['Alt+3'],
  },
  coding: {
    'coding.value1': ['1'],
    'coding.value2': ['2'],
    'coding.value3': ['3'],
    'coding.value4': ['4'],
    'coding.value5': ['5'],
    'coding.value6': ['6'],
    'coding.value7': ['7'],
    'coding.value8': ['8'],
    'coding.value9': ['9'],
    'coding.privilege': ['p'],
    'coding.note': ['n'],
    'coding.tag': ['t'],
    'coding.repeat': ['.'],
  },
} as const satisfies Record<string, Record<string, readonly string[]>>;

type Groups = typeof commandGroups;
export type CommandGroup = keyof Groups;
export type CommandId = { [G in CommandGroup]: keyof Groups[G] }[CommandGroup];

export const commandIds = Object.values(commandGroups).flatMap((group) =>
  Object.keys(group),
) as readonly CommandId[];

export const defaultKeys: Readonly<Record<CommandId, readonly string[]>> = Object.assign(
  {},
  ...Object.values(commandGroups),
);
