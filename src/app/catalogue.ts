/** Scenarios that come with the page, and those that its visitor opens from files. */
import type { ScenarioSource } from '../scenario/source';
import { scenarioTitle } from '../scenario/title';
import type { CatalogueEntry } from '../ui/stores/session';

const SCENARIOS = import.meta.glob<string>('../../scenarios/*.scenario.yaml', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const SCENES = import.meta.glob<string>('../../scenes/*.scene.yaml', { query: '?raw', import: 'default' });

export const DEFAULT_SCENARIO = 'guided-hall';

const baseName = (path: string): string => path.replace(/^.*[\\/]/, '');
const withoutEnding = (file: string): string => baseName(file).replace(/\.scenario\.(yaml|yml|json)$/, '');

function shippedScene(path: string): (() => Promise<string>) | undefined {
  return SCENES[`../../scenes/${baseName(path)}`];
}

/** The default first, then by id. */
export function shippedCatalogue(): CatalogueEntry[] {
  const entries = Object.entries(SCENARIOS).flatMap(([path, text]) => {
    const file = baseName(path);
    const title = scenarioTitle(text, withoutEnding(file));
    if (!title) return [];
    const read = async (): Promise<ScenarioSource> => {
      const scene = shippedScene(title.scene);
      if (!scene) throw new Error(`scene file "${title.scene}" is not part of the page`);
      return {
        scenarioFile: file,
        scenarioText: text,
        sceneFile: baseName(title.scene),
        sceneText: await scene(),
      };
    };
    return [{ id: title.id, nameZh: title.nameZh, nameEn: title.nameEn, read }];
  });
  return entries.sort((a, b) => Number(b.id === DEFAULT_SCENARIO) - Number(a.id === DEFAULT_SCENARIO));
}

export type OpenResult =
  | { readonly ok: true; readonly entry: CatalogueEntry }
  | { readonly ok: false; readonly key: 'errors.noScenario' | 'errors.noScene'; readonly file: string };

/** The first scenario among the chosen files, with its scene from them or from the page's own. */
export async function openFiles(files: readonly File[]): Promise<OpenResult> {
  const texts = await Promise.all(files.map(async (file) => ({ file: file.name, text: await file.text() })));
  for (const { file, text } of texts) {
    const title = scenarioTitle(text, withoutEnding(file));
    if (!title) continue;
    const wanted = baseName(title.scene);
    const own = texts.find((candidate) => candidate.file === wanted);
    const shipped = shippedScene(title.scene);
    if (!own && !shipped) return { ok: false, key: 'errors.noScene', file: title.scene };
    const sceneText = own ? own.text : await (shipped as () => Promise<string>)();
    const source: ScenarioSource = { scenarioFile: file, scenarioText: text, sceneFile: wanted, sceneText };
    const mark = ` (${file})`;
    const entry: CatalogueEntry = {
      id: `file:${file}`,
      nameZh: title.nameZh + mark,
      nameEn: title.nameEn + mark,
      read: () => Promise.resolve(source),
    };
    return { ok: true, entry };
  }
  return { ok: false, key: 'errors.noScenario', file: files.map((file) => file.name).join(', ') };
}
