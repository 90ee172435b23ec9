/** hall-twin plan: the robot brain's own global planner on a Nav2 map. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { NAVIGATION_ERRORS, type OccupancyMap, type Pose2D } from '../../../agents/contract';
import { defaultBrainParams } from '../../../agents/guide-robot';
import { plannerOf } from '../../../agents/guide-robot/plan/planner';
import { decodeImage } from '../../sil/maps/image';
import { drivableMap, type MapHeader, occupancyGrid, parseMapYaml } from '../../sil/maps/nav2Map';
import { parseStrict } from '../arguments';
import { Exit, UsageError } from '../exit';

const OPTIONS = {
  map: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  radius: { type: 'string' },
  'allow-unknown': { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

export async function planCommand(args: string[]): Promise<Exit> {
  const { values, positionals } = parseStrict(joinNegative(args), OPTIONS);
  if (positionals.length > 0) throw new UsageError(`takes no file but --map MAP.yaml, got "${positionals[0]}"`);
  const file = typeof values.map === 'string' ? values.map : null;
  if (file === null) throw new UsageError('needs --map MAP.yaml');
  const from = place('from', values.from);
  const to = place('to', values.to);
  const radiusM = values.radius === undefined ? defaultBrainParams.radiusM : radius(String(values.radius));
  const loaded = loadMap(file);
  if (!loaded.ok) {
    for (const line of loaded.problems) process.stdout.write(`${line}\n`);
    return Exit.invalidInput;
  }
  const map = drivableMap(loaded.map, values['allow-unknown'] === true);
  const planner = plannerOf(map, radiusM);
  const started = performance.now();
  const result = planner.plan(from, to, null);
  const timeMs = performance.now() - started;
  if (!result.ok) {
    const code = NAVIGATION_ERRORS[result.error];
    const shown = { ok: false, error: result.error, code, from, to, radiusM };
    process.stdout.write(
      values.json ? `${JSON.stringify(shown)}\n` : `no path: ${result.error} (${code}, Nav2's ComputePathToPose)\n`,
    );
    return Exit.runFailed;
  }
  const { line, beside } = result.route;
  const points = Array.from(line.xM, (xM, i) => [round(xM), round(line.yM[i] as number)] as const);
  let lengthM = 0;
  let clearanceM = Number.POSITIVE_INFINITY;
  points.forEach(([x, y], i) => {
    const before = points[i - 1];
    if (before) lengthM += Math.sqrt((x - before[0]) ** 2 + (y - before[1]) ** 2);
    clearanceM = Math.min(clearanceM, planner.roomAt(x, y));
  });
  const shown = {
    ok: true,
    from,
    to,
    radiusM,
    goalMoved: beside,
    lengthM: round(lengthM),
    leastRoomM: round(clearanceM),
    expandedCells: result.expanded,
    timeMs: Math.round(timeMs * 100) / 100,
    points,
  };
  if (values.json) process.stdout.write(`${JSON.stringify(shown)}\n`);
  else {
    process.stdout.write(
      `${lengthM.toFixed(2)} m in ${points.length} points, planned in ${timeMs.toFixed(1)} ms; least free room round the path ${clearanceM.toFixed(2)} m\n` +
        (beside ? 'the goal itself is not free: the path ends beside it\n' : '') +
        (loaded.header.originYawRad === 0
          ? ''
          : "the map's origin is turned: as in Nav2's costmaps that is not applied\n") +
        `${points.map(([x, y]) => `${x} ${y}`).join('\n')}\n`,
    );
  }
  return Exit.ok;
}

/** `--from -1,2` means what it says, although option values usually must not begin with a dash. */
function joinNegative(args: readonly string[]): string[] {
  const joined: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const next = args[i + 1];
    if ((args[i] === '--from' || args[i] === '--to') && next !== undefined && /^-[\d.]/.test(next)) {
      joined.push(`${args[i]}=${next}`);
      i++;
    } else joined.push(args[i] as string);
  }
  return joined;
}

function place(name: string, text: string | boolean | undefined): Pose2D {
  const parts = typeof text === 'string' ? text.split(',').map((part) => part.trim()) : [];
  const numbers = parts.map(Number);
  const sound = parts.length === 2 && parts.every((part) => part !== '') && numbers.every(Number.isFinite);
  if (!sound) throw new UsageError(`--${name} takes a place as x,y in metres like 1.5,-2, got "${text ?? ''}"`);
  return { xM: numbers[0] as number, yM: numbers[1] as number, yawRad: 0 };
}

function radius(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0.05 && value <= 1) return value;
  throw new UsageError(`--radius takes metres from 0.05 to 1, got "${text}"`);
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

type Loaded =
  | { readonly ok: true; readonly map: OccupancyMap; readonly header: MapHeader }
  | { readonly ok: false; readonly problems: readonly string[] };

function loadMap(file: string): Loaded {
  const wrong = (...problems: string[]): Loaded => ({ ok: false, problems });
  if (!existsSync(file)) return wrong(`${file}: error: no such file`);
  if (statSync(file).isDirectory()) return wrong(`${file}: error: is a folder; expected a map's YAML file`);
  const parsed = parseMapYaml(readFileSync(file, 'utf8'));
  if (!parsed.ok) {
    return wrong(
      ...parsed.problems.map(({ line, path, message }) => {
        const where = line === null ? file : `${file}:${line}`;
        return `${where}: error: ${path === '' ? '' : `${path}: `}${message}`;
      }),
    );
  }
  const { header } = parsed;
  const picture = isAbsolute(header.image) ? header.image : join(dirname(file), header.image);
  if (!existsSync(picture) || statSync(picture).isDirectory()) {
    return wrong(`${file}: error: image: "${header.image}" was not found at ${picture}`);
  }
  try {
    const image = decodeImage(readFileSync(picture), (bytes) => inflateSync(bytes));
    return { ok: true, map: occupancyGrid(image, header), header };
  } catch (error) {
    return wrong(`${picture}: error: ${error instanceof Error ? error.message : String(error)}`);
  }
}
