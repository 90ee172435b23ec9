/** hall-twin schema: JSON Schema of the file formats, for editors. */
import { scenarioJsonSchema, sceneJsonSchema } from '../../scenario/schema';
import { missionJsonSchema } from '../../sil/mission/parse';
import { oneOf, parseStrict } from '../arguments';
import { Exit, UsageError } from '../exit';

export async function schemaCommand(args: string[]): Promise<Exit> {
  const { positionals } = parseStrict(args, {});
  if (positionals.length !== 1) throw new UsageError('takes exactly one of: scene, scenario, mission');
  const which = oneOf('schema', positionals[0] as string, ['scene', 'scenario', 'mission']);
  const make = { scene: sceneJsonSchema, scenario: scenarioJsonSchema, mission: missionJsonSchema };
  const schema = make[which]();
  process.stdout.write(`${JSON.stringify(schema, null, 2)}\n`);
  return Exit.ok;
}
