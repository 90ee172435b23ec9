#!/usr/bin/env node
/** The command `hall-twin`: TypeScript is run as it is, so nothing has to be built first. */
import { register } from 'tsx/esm/api';

// Whoever reads our output may stop reading: `hall-twin sil list | head`. That is no error, and there is nobody left to write for.
process.stdout.on('error', (error) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

register();
const { main } = await import('./main.ts');
process.exitCode = await main(process.argv.slice(2));
