/** JUnit XML of a suite: one test case a mission and seed, so that build servers list each miss by name. */
import type { MissionRun } from '../mission/result';

export function junitXml(suite: string, runs: readonly { readonly run: MissionRun; readonly wallS: number }[]): string {
  const failures = runs.filter(({ run }) => !run.passed).length;
  const time = runs.reduce((sum, { wallS }) => sum + wallS, 0);
  const cases = runs.map(({ run, wallS }) => {
    const open = `  <testcase classname="${escaped(`${suite}.${run.mission}`)}" name="${escaped(`${run.mission} seed ${run.seed} (${run.brain})`)}" time="${wallS.toFixed(3)}"`;
    if (run.passed) return `${open}/>`;
    return `${open}>\n    <failure type="${run.outcome}" message="${escaped(run.misses[0] ?? '')}">${escaped(run.misses.join('\n'))}</failure>\n  </testcase>`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites tests="${runs.length}" failures="${failures}" time="${time.toFixed(3)}">`,
    `<testsuite name="${escaped(suite)}" tests="${runs.length}" failures="${failures}" time="${time.toFixed(3)}">`,
    ...cases,
    '</testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

/** Text as XML allows it: control characters are dropped. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\u0020-\ud7ff\ue000-\ufffd]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
