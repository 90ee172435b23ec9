/** npm start: install if needed, build the page, serve it, open the browser. */
import { installIfNeeded, root } from './install.mjs';

installIfNeeded();
const { build, preview } = await import('vite');
const noOpen = process.argv.includes('--no-open') || process.env.CI === 'true';
const portAt = process.argv.indexOf('--port');
const port = portAt > 0 ? Number(process.argv[portAt + 1]) : 4173;
if (!(Number.isInteger(port) && port > 0 && port < 65536)) {
  console.error(`--port takes a number from 1 to 65535, got "${process.argv[portAt + 1]}"`);
  process.exit(2);
}
console.log('Building the page ...');
await build({ root, logLevel: 'warn' });
const server = await preview({ root, preview: { port, open: !noOpen } });
server.printUrls();
console.log('\nHall Twin is running: open the address above. Ctrl+C stops it.');
