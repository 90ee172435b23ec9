/**
 * The arrows of ARCHITECTURE.md: which folder may import which. Every import statement of every source file is read, type
 * imports included; an import that no rule allows fails, and so does a run that looked at (almost) no file.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

/** Rooms, longest path first wins. */
const ROOMS = [
  'agents/contract',
  'agents/guide-robot',
  'agents/fleet',
  'agents/baselines',
  'agents/citizen',
  'src/kernel',
  'src/physics',
  'src/sil',
  'src/scenario',
  'src/metrics/space',
  'src/metrics',
  'src/experiment',
  'src/runtime',
  'src/view',
  'src/ui',
  'src/i18n',
  'src/cli',
  'src/app',
] as const;
type Room = (typeof ROOMS)[number];

/** Room -> rooms and packages it may import besides itself. A path under a room narrows the permission. */
const ALLOWED: Readonly<Record<Room, readonly string[]>> = {
  'agents/contract': [],
  'agents/guide-robot': ['agents/contract', 'yuka'],
  'agents/fleet': ['agents/contract'],
  'agents/baselines': ['agents/contract'],
  'agents/citizen': ['agents/contract'],
  'src/kernel': ['agents/contract'],
  'src/physics': ['src/kernel', '@dimforge/rapier3d-compat'],
  'src/sil': ['agents/contract', 'src/kernel', 'src/scenario', 'src/metrics', 'zod', 'yaml'],
  'src/scenario': ['src/kernel', 'agents/contract', 'zod', 'yaml'],
  'src/metrics/space': ['src/metrics/csv', 'src/kernel/layout', 'src/kernel/geometry', 'agents/contract'],
  'src/metrics': ['src/kernel/events'],
  'src/experiment': ['src/runtime', 'src/metrics', 'src/scenario', 'zod', 'read-excel-file'],
  'src/runtime': [
    'src/kernel',
    'src/physics',
    'src/sil',
    'src/scenario',
    'src/metrics',
    'agents/contract',
    'agents/guide-robot',
    'agents/fleet',
    'agents/baselines',
    'agents/citizen',
    'comlink',
    'tinypool',
    'tsx',
    'node:',
  ],
  'src/view': [
    'src/runtime/frame',
    'src/runtime/client',
    'src/kernel/layout',
    'src/kernel/spec',
    'src/kernel/demand/phase',
    'src/kernel/service/tables',
    'agents/contract',
    'three',
    '@react-three/fiber',
    'react',
  ],
  'src/ui': [
    'src/runtime',
    'src/scenario/source',
    'src/metrics',
    'src/i18n',
    'src/view',
    'src/kernel/events',
    'src/kernel/demand/phase',
    'src/kernel/layout',
    'src/kernel/spec',
    'src/kernel/robot/system',
    'agents/contract',
    'react',
    'react-dom',
    'antd',
    'zustand',
    'react-i18next',
    'uplot',
    'tinykeys',
  ],
  'src/i18n': ['i18next', 'react-i18next', 'antd'],
  'src/cli': [
    'src/experiment',
    'src/runtime',
    'src/scenario',
    'src/sil',
    'src/metrics',
    'src/kernel',
    'agents/contract',
    'agents/guide-robot',

    'node:',
    'tsx',
    'vite',
    'pngjs',
  ],
  'src/app': ['src/', 'react', 'react-dom', 'antd', 'tinykeys', 'zustand', 'react-i18next', 'i18next'],
};

function sourceFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

function roomOf(path: string): Room | null {
  return ROOMS.find((room) => path === room || path.startsWith(`${room}/`)) ?? null;
}

/** What a file imports: repository paths for relative imports, the specifier for packages. */
function importsOf(file: string): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(join(root, file), 'utf8'), true, true);
  return importedFiles.map(({ fileName }) =>
    fileName.startsWith('.') ? relative(root, resolve(root, dirname(file), fileName)) : fileName,
  );
}

function mayImport(room: Room, target: string): boolean {
  if (target.startsWith(`${room}/`) || target === room) return true;
  const path = target.replace(/\?.*$/, '').replace(/\.(ts|tsx|js|mjs)$/, '');
  return ALLOWED[room].some((allowed) => {
    if (allowed.endsWith(':') || allowed.endsWith('/')) return path.startsWith(allowed);
    return path === allowed || path.startsWith(`${allowed}/`);
  });
}

describe('arrows between rooms', () => {
  const files = [...sourceFiles('agents'), ...sourceFiles('src')];

  it('looked at the whole house', () => {
    expect(files.length).toBeGreaterThan(60);
    for (const room of ['agents/contract', 'src/kernel', 'src/runtime', 'src/scenario'] as const) {
      expect(files.filter((file) => roomOf(file) === room).length, room).toBeGreaterThan(3);
    }
    expect(files.filter((file) => roomOf(file) === null)).toEqual([]);
  });

  it('every import goes along an arrow', () => {
    const wrong: string[] = [];
    let imports = 0;
    for (const file of files) {
      const room = roomOf(file);
      if (!room) continue;
      for (const target of importsOf(file)) {
        imports++;
        if (!mayImport(room, target)) wrong.push(`${file} -> ${target}`);
      }
    }
    expect(imports).toBeGreaterThan(100);
    expect(wrong).toEqual([]);
  });

  it('a planted import against the arrows is caught', () => {
    expect(mayImport('src/kernel', 'src/view/index')).toBe(false);
    expect(mayImport('src/kernel', 'three')).toBe(false);
    expect(mayImport('agents/guide-robot', 'src/kernel/hall')).toBe(false);
    expect(mayImport('src/view', 'src/kernel/hall')).toBe(false);
    expect(mayImport('src/metrics', 'src/kernel/hall')).toBe(false);
  });

  it('only one file of the brain knows yuka, and only src/physics knows rapier', () => {
    const knows = (name: string) => files.filter((file) => importsOf(file).some((target) => target.startsWith(name)));
    expect(knows('yuka').length).toBeLessThanOrEqual(1);
    for (const file of knows('@dimforge')) expect(file.startsWith('src/physics/')).toBe(true);
  });

  it('no file has grown past 600 lines', () => {
    const long = files.filter((file) => readFileSync(join(root, file), 'utf8').split('\n').length > 600);
    expect(long).toEqual([]);
  });
});
