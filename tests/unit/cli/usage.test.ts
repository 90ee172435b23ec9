/** Wrong use ends with exit code 2, says on stderr what is allowed, prints nothing on stdout and runs nothing. */
import { describe, expect, it } from 'vitest';
import { GUIDED, hallTwin, hallTwinUnread } from './cli';

const WRONG: readonly (readonly [string, readonly string[], RegExp])[] = [
  ['no command', [], /hall-twin run FILE/],
  ['unknown command', ['walk'], /unknown command "walk"; known: run, .*validate, schema/],
  ['run without a file', ['run'], /exactly one scenario file, got 0/],
  ['run with two files', ['run', GUIDED, GUIDED], /exactly one scenario file, got 2/],
  ['unknown option', ['run', GUIDED, '--sed', '3'], /unknown option --sed; known: --seed, --resolution/],
  ['unknown short option', ['run', GUIDED, '-x'], /unknown option -x; known: /],
  ['option without its value', ['run', GUIDED, '--until'], /--until takes a value/],
  ['a value where none belongs', ['run', GUIDED, '--json=yes'], /'--json' does not take an argument/],
  ['seed that is no number', ['run', GUIDED, '--seed', 'abc'], /--seed takes a whole number from 0 .*"abc"/],
  ['negative seed', ['run', GUIDED, '--seed=-1'], /--seed takes a whole number from 0 .*"-1"/],
  ['negative seed in two words', ['run', GUIDED, '--seed', '-1'], /--seed takes a value, and none that starts with -/],
  ['broken seed', ['run', GUIDED, '--seed', '1.5'], /--seed takes a whole number from 0 .*"1\.5"/],
  ['empty seed', ['run', GUIDED, '--seed', ''], /--seed takes a whole number from 0 .*""/],
  ['seed beyond exact numbers', ['run', GUIDED, '--seed', '9007199254740993'], /from 0 to 9007199254740991/],
  ['until that is no time', ['run', GUIDED, '--until', 'noon'], /--until takes a time of day .*"noon"/],
  ['until with 70 minutes', ['run', GUIDED, '--until', '10:70'], /--until takes a time of day .*"10:70"/],
  ['until after midnight', ['run', GUIDED, '--until', '24:01'], /from 00:00 to 24:00 .*"24:01"/],
  ['until before opening', ['run', GUIDED, '--until', '08:59'], /--until must be after opening \(09:00\), got 08:59/],
  ['unknown resolution', ['run', GUIDED, '--resolution', 'nano'], /--resolution takes one of meso, micro, got "nano"/],
  ['unknown bodies', ['run', GUIDED, '--bodies', 'soft'], /--bodies takes one of rapier, kinematic, got "soft"/],
  ['out that is a file', ['run', GUIDED, '--out', 'package.json'], /--out takes a folder .*"package\.json"/],
  ['out below a file', ['run', GUIDED, '--out', '/dev/null/nope'], /--out takes a folder .*"\/dev\/null\/nope"/],
  ['validate without files', ['validate'], /one or more scene, scenario or mission files/],
  ['schema of nothing', ['schema'], /exactly one of: scene, scenario, mission/],
  ['schema of something else', ['schema', 'hall'], /one of scene, scenario, mission, got "hall"/],
  ['option of a command that has none', ['schema', 'scene', '--json'], /unknown option --json; it takes no options/],
];

describe('wrong use', () => {
  it.each(WRONG)('%s', async (_, args, message) => {
    const { code, stdout, stderr } = await hallTwin(args);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    // One message and a hint, never a stack.
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

describe('help', () => {
  it.each([
    [['--help']],
    [['help']],
    [['run', '--help']],
    [['schema', '-h']],
  ])('%j is on stdout, exit code 0', async (args) => {
    const { code, stdout, stderr } = await hallTwin(args);
    expect(code).toBe(0);
    expect(stdout).toMatch(/hall-twin run FILE.*exit codes: 0 ok, 1 run failed, 2 wrong usage, 3 invalid input/s);
    expect(stderr).toBe('');
  });
});

it('nobody reads on: ends quietly', async () => {
  expect(await hallTwinUnread(['sil', 'list'])).toEqual({ code: 0, stderr: '' });
});
