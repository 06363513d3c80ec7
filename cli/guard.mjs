// Imported first by every entry point, for its effect. Plain JavaScript that an old Node can parse: on a Node before
// 22.12 the SQLite module does not fail with an error but kills the process.

var version = process.versions.node.split('.').map(Number);

if (version[0] < 22 || (version[0] === 22 && version[1] < 12)) {
  console.error(
    'casebound: INVALID_INPUT: this is Node ' +
      process.versions.node +
      ', too old to open a case file; run it through npm, which uses the Node of this project, or install Node 22.12 or newer',
  );
  process.exit(2);
}
