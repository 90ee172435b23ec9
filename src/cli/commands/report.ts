/** hall-twin report: where a visitor's day goes, what binds, what one more of each would buy, the capacity curve. */
import { makeReport } from '../../experiment/report/report';
import { parseVary } from '../../experiment/vary';
import { Exit, UsageError } from '../exit';
import { reportFiles, reportJson, reportText } from '../experiments/reportOutput';
import { Arguments, openScenario, withSession } from '../experiments/session';
import { writeOut } from '../files';

export async function reportCommand(argv: string[]): Promise<Exit> {
  const args = new Arguments(argv, {
    replications: { type: 'string', default: '30' },
    load: { type: 'string', default: '0.5..1.3:0.1' },
  });
  const replications = args.whole('replications', 2);
  const load = args.text('load') as string;
  const factors = parseVary(`demand.factor=${load}`).values.filter((value) => typeof value === 'number');
  if (factors.length === 0) throw new UsageError(`--load takes demand factors such as 0.5..1.3:0.1, got "${load}"`);
  const opened = openScenario(args.file);
  if (!opened) return Exit.invalidInput;
  return withSession(args, async (session) => {
    const report = await makeReport(
      {
        source: opened.source,
        parsed: opened.parsed,
        replications,
        confidence: session.confidence,
        serviceLevelMin: session.serviceLevelMin,
        factors: [...factors].sort((a, b) => a - b),
      },
      session.laboratory,
    );
    if (report.replications < 2) {
      process.stderr.write('fewer than two days were run: nothing to report\n');
      return Exit.runFailed;
    }
    const facts = { scenario: opened.parsed.scenario.id, session, report };
    const json = reportJson(facts);
    if (session.out !== undefined) {
      writeOut(session.out, 'report.json', `${JSON.stringify(json, null, 2)}\n`);
      const files = reportFiles(facts);
      for (const [name, text] of Object.entries(files)) writeOut(session.out, name, text);
      process.stderr.write(`wrote report.json, ${Object.keys(files).join(', ')} to ${session.out}\n`);
    }
    process.stdout.write(args.flag('json') ? `${JSON.stringify(json)}\n` : reportText(facts));
    return session.interrupted() ? Exit.runFailed : Exit.ok;
  });
}
