/** Material colours of the model: warm white, pale wood, calm blue. Colours that carry a meaning are in phaseColours. */
export const PALETTE = {
  background: '#e9e6e1',
  slab: '#dedad3',
  slabEdge: '#c9c2b6',
  floor: '#f6f4f0',
  floorLine: '#e4e0d8',
  wall: '#fbf9f5',
  wallCut: '#5d6570',
  counterTop: '#fdfcfa',
  counterFront: '#d6b58a',
  counterPlinth: '#6f665a',
  wood: '#d9b98f',
  woodDark: '#a8835a',
  metal: '#aeb4ba',
  sofa: '#b9a894',
  sofaArm: '#ac9a85',
  dark: '#2a313a',
  screen: '#16324a',
  screenGlow: '#7cc8ee',
  seat: '#6b93b1',
  seatShell: '#7fa4be',
  pillar: '#f2efe9',
  pot: '#e4ded3',
  soil: '#6b5847',
  leaf: '#5f9266',
  leafLight: '#7fae79',
  leafDark: '#497a58',
  sign: '#17456b',
  signText: '#ffffff',
  signSub: '#cfe2f0',
  board: '#141b22',
  floorText: '#7b8794',
  dockLight: '#b7d532',
  robotShell: '#fbfbfa',
  robotTrim: '#3b4550',
  robotAccent: '#3f8fbf',
} as const;

/** CSS font stack of everything written in the hall. */
export const SIGN_FONT = '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif';

const ZONE_TINTS: Readonly<Record<string, string>> = {
  waiting: '#e3edf3',
  seating: '#e3edf3',
  kiosk: '#eef0df',
  kiosks: '#eef0df',
  'self-service': '#eef0df',
  ticket: '#eef0df',
  counter: '#f1ebe1',
  counters: '#f1ebe1',
  window: '#f1ebe1',
  windows: '#f1ebe1',
  service: '#f1ebe1',
  entrance: '#efe9e4',
  enquiry: '#e8ecdf',
  consult: '#e8ecdf',
  'form-filling': '#f3ece0',
  rest: '#eee8e4',
  robot: '#e0eeec',
  dock: '#e0eeec',
};
const OTHER_TINTS = ['#e6ecf1', '#efe7dd', '#e7eee2', '#ece6ee', '#e2eeee'];

/** Tint of a zone's floor by its kind; kinds that the model does not know get a stable one. */
export function zoneTint(kind: string): string {
  const known = ZONE_TINTS[kind];
  if (known) return known;
  let sum = 0;
  for (const letter of kind) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  return OTHER_TINTS[sum % OTHER_TINTS.length]!;
}
