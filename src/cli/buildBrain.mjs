/**
 * npm run build:brain [-- --out DIR]: contract and guide robot as one ES module with no import left, for a robot's computer.
 * Fails if anything would still have to be loaded.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '../..');
const { values } = parseArgs({ options: { out: { type: 'string', default: join(root, 'dist-brain') } } });

const result = await build({
  root,
  configFile: false,
  logLevel: 'warn',
  build: {
    write: false,
    target: 'es2022',
    minify: true,
    lib: { entry: join(root, 'agents/guide-robot/bundle.ts'), formats: ['es'], fileName: () => 'guide-robot.mjs' },
  },
});
const outputs = [result].flat().flatMap(({ output }) => output);
const [chunk, ...others] = outputs.filter(({ type }) => type === 'chunk');
const left = [...(chunk?.imports ?? []), ...(chunk?.dynamicImports ?? [])];
if (!chunk || others.length > 0 || left.length > 0) {
  process.stderr.write(
    `build:brain: not one module: ${1 + others.length} files, imports left: ${left.join(', ') || 'none'}\n`,
  );
  process.exit(1);
}
mkdirSync(values.out, { recursive: true });
const file = join(values.out, 'guide-robot.mjs');
writeFileSync(file, chunk.code);
const bytes = Buffer.byteLength(chunk.code);
process.stdout.write(
  `${file}: ${(bytes / 1024).toFixed(1)} KiB, ${(gzipSync(chunk.code).length / 1024).toFixed(1)} KiB gzipped, 0 imports; exports ${chunk.exports.join(', ')}\n`,
);
