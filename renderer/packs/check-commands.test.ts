import { expect, test } from 'vitest';
import { checkCommands } from './check-commands.ts';

test('the commands name the file that was written and the folder that is in it', () => {
  const commands = checkCommands('/cases/renamed.zip', 'Ashdown_pack-0001', 'ab'.repeat(32)).split('\n');
  expect(commands[0]).toBe("unzip 'renamed.zip' && cd 'Ashdown_pack-0001'");
  expect(commands[1]).toBe(`echo '${'ab'.repeat(32)}  tagmanifest-sha256.txt' | sha256sum -c`);
});

test('a hostile file name stays one word of the shell', () => {
  expect(checkCommands("/x/a'; rm -rf ~ #.zip", 'n', '00')).toContain("unzip 'a'\\''; rm -rf ~ #.zip'");
});
