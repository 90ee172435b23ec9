/** The answer: a picture with intervals, a table, verdicts on the paired differences, and each design in the hall. */
import { Button } from 'antd';
import { useText } from '../../../i18n';
import { saveFile } from '../../saveFile';
import { loadEntry, play } from '../../stores/actions';
import { type CatalogueEntry, useSession } from '../../stores/session';
import type { Answer, WhatIfResult } from '../../stores/whatIf';
import { Whiskers } from './Whiskers';

const digits = (value: number): string =>
  Math.abs(value) >= 100 ? value.toFixed(0) : Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2);

export function Answers({ result }: { readonly result: WhatIfResult }) {
  const text = useText();
  const { t, say } = text;
  const { answers, figure, unit } = result;
  if (answers.length === 0) return <p>{t('whatIf.tooFew')}</p>;
  const title = say(`whatIf.figures.${figure}`);
  const first = answers[0] as Answer;
  const warnings = answers.flatMap(({ label, warnings: list }) =>
    list.map((message) => `${label === first.label ? t('whatIf.asIs') : label}: ${message}`),
  );
  return (
    <section aria-label={t('whatIf.answer')} data-testid="what-if-answer">
      {result.interrupted && <p role="status">{t('whatIf.interrupted')}</p>}
      <Whiskers
        title={`${title}, ${unit}`}
        points={answers.flatMap((answer) => {
          const cell = answer.figures[figure];
          return cell ? [{ name: answer.value ?? t('whatIf.asIs'), ...cell }] : [];
        })}
      />
      <table className="grid">
        <caption>
          {t('whatIf.caption', { n: first.replications, percent: Math.round(100 * result.confidence) })}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('whatIf.design')}</th>
            <th scope="col">{title}</th>
            <th scope="col">{t('whatIf.difference')}</th>
            <th scope="col">
              <span className="visually-hidden">{t('whatIf.show')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {answers.map((answer) => {
            const cell = answer.figures[figure];
            const { difference } = answer;
            return (
              <tr key={answer.label} data-testid="what-if-row" data-verdict={difference?.verdict ?? ''}>
                <th scope="row">{answer.value ?? t('whatIf.asIs')}</th>
                <td>{cell ? `${digits(cell.mean)} ± ${digits(cell.halfWidth)}` : '-'}</td>
                <td>
                  {difference && (
                    <>
                      <span className={`verdict ${difference.verdict}`}>
                        {t(`whatIf.verdict.${difference.verdict}`)}
                      </span>{' '}
                      {difference.verdict !== 'equal' &&
                        `${difference.mean > 0 ? '+' : '-'}${digits(Math.abs(difference.mean))} ± ${digits(difference.halfWidth)}`}
                      {difference.verdict === 'undecided' && difference.toDecide !== null && (
                        <span className="hint"> {t('whatIf.toDecide', { n: difference.toDecide })}</span>
                      )}
                    </>
                  )}
                </td>
                <td>
                  {answer.value !== null && (
                    <Button size="small" onClick={() => void show(answer)}>
                      {t('whatIf.show')}
                    </Button>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <Others result={result} />
      {warnings.length > 0 && (
        <ul className="plain warnings">
          {warnings.map((line) => (
            <li key={line} lang="en">
              {line}
            </li>
          ))}
        </ul>
      )}
      <div className="row">
        <Button onClick={() => save(result)}>{t('whatIf.csv')}</Button>
      </div>
      <p className="hint">{t('whatIf.seed', { seed: result.baseSeed })}</p>
    </section>
  );
}

/** The other figures of each design, without verdicts. */
function Others({ result }: { readonly result: WhatIfResult }) {
  const { t, say } = useText();
  const names = Object.keys(result.answers[0]?.figures ?? {}).filter((name) => name !== result.figure);
  return (
    <details>
      <summary>{t('whatIf.others')}</summary>
      <div className="scroll-x">
        <table className="grid">
          <thead>
            <tr>
              <th scope="col">{t('whatIf.design')}</th>
              {names.map((name) => (
                <th scope="col" key={name}>
                  {say(`whatIf.figures.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {result.answers.map((answer) => (
              <tr key={answer.label}>
                <th scope="row">{answer.value ?? t('whatIf.asIs')}</th>
                {names.map((name) => {
                  const cell = answer.figures[name];
                  return <td key={name}>{cell ? `${digits(cell.mean)} ± ${digits(cell.halfWidth)}` : '-'}</td>;
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

/** The design as a hall of its own in the list of scenarios, running. */
async function show(answer: Answer): Promise<void> {
  const { catalogue, scenarioId } = useSession.getState();
  const base = catalogue.find((entry) => entry.id === scenarioId);
  if (!base) return;
  const root = base.id.replace(/^what-if:[^|]*\|/, '');
  const entry: CatalogueEntry = {
    id: `what-if:${answer.label}|${root}`,
    nameZh: `${base.nameZh}（${answer.label}）`,
    nameEn: `${base.nameEn} (${answer.label})`,
    read: () => Promise.resolve(answer.source),
  };
  useSession.setState({ catalogue: [...catalogue.filter((other) => other.id !== entry.id), entry] });
  if (await loadEntry(entry)) await play();
}

function save(result: WhatIfResult): void {
  saveFile(new Blob([result.csv], { type: 'text/csv;charset=utf-8' }), `${result.scenario}-what-if.csv`);
}
