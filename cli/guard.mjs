// Imported first by every entry point, for its effect. It is plain JavaScript that an old Node can parse: before Node
// 22.12, loading the SQLite module kills the process instead of raising an error.

var version = process.versions.node.split('.').map(Number);

if (version[0] < 22 || (version[0] === 22 && version[1] < 12)) {
  console.error(
    'casebound: INVALID_INPUT: this is Node ' +
      process.versions.node +
      ', too old to open a case file; run it through npm, which uses the Node of this project, or install Node 22.12 or newer',
  );
  process.exit(2);
}
