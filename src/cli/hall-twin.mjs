#!/usr/bin/env node
/** The command `hall-twin`: TypeScript is run as it is, so nothing has to be built first. */
import { register } from 'tsx/esm/api';

register();
const { main } = await import('./main.ts');
process.exitCode = await main(process.argv.slice(2));
