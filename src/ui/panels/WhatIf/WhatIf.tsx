/** What if there were more windows, more visitors, no robot? Replications, intervals and a verdict, on the same days. */
import { Button, Input, InputNumber, Progress, Select } from 'antd';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { useText } from '../../../i18n';
import type { ScenarioSource } from '../../../scenario/source';
import { useFigures } from '../../stores/figures';
import { useSession } from '../../stores/session';
import { askWhatIf, cancelWhatIf, forgetWhatIf, type Lever, useWhatIf } from '../../stores/whatIf';
import { Answers } from './Answers';

const FIGURES = [
  'mean(wait)',
  'p90(wait)',
  'share(wait<=10min)',
  'mean(stay)',
  'utilization',
  'staffHours',
  'leftUnserved',
];
const OWN = 'own';

export function WhatIf() {
  const { t, say } = useText();
  const { client, running, done, all, result, error } = useWhatIf();
  const drawing = useFigures((state) => state.drawing);
  const { catalogue, scenarioId } = useSession();
  const [source, setSource] = useState<ScenarioSource | null>(null);
  const [path, setPath] = useState('');
  const [range, setRange] = useState({ from: 0, to: 0, step: 1 });
  const [own, setOwn] = useState('items[*].service.meanMin=8,10,12');
  const [figure, setFigure] = useState('mean(wait)');
  const [replications, setReplications] = useState(30);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another hall has other levers
  useEffect(() => {
    let stopped = false;
    forgetWhatIf();
    setSource(null);
    const entry = catalogue.find((candidate) => candidate.id === scenarioId);
    entry?.read().then(
      (texts) => !stopped && setSource(texts),
      () => {},
    );
    return () => {
      stopped = true;
    };
  }, [scenarioId, drawing]);

  const levers = useMemo(() => (client && source ? client.levers(source) : []), [client, source]);
  const choose = (lever: Lever | undefined): void => {
    setPath(lever?.path ?? OWN);
    if (lever) setRange({ from: lever.from, to: lever.to, step: lever.step });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the first lever is the first choice
  useEffect(() => {
    if (levers.length > 0) choose(levers[0]);
  }, [levers]);
  const lever = levers.find((candidate) => candidate.path === path);
  const vary = lever ? `${lever.path}=${range.from}..${range.to}:${range.step}` : own;
  const bad = lever !== undefined && (range.from > range.to || range.step <= 0);

  if (!client || !drawing) return <p className="panel">{t('whatIf.none')}</p>;
  return (
    <div className="panel what-if" data-testid="what-if">
      <p className="hint">{t('whatIf.intro')}</p>
      <Field name={t('whatIf.change')}>
        <Select
          value={path}
          onChange={(value: string) => choose(levers.find((candidate) => candidate.path === value))}
          disabled={running}
          aria-label={t('whatIf.change')}
          data-testid="what-if-lever"
          options={[
            ...levers.map((entry) => ({
              value: entry.path,
              label: `${say(`whatIf.lever.${entry.key}`, entry.values)} (${t('whatIf.now', { value: entry.now })})`,
            })),
            { value: OWN, label: t('whatIf.own') },
          ]}
        />
      </Field>
      {lever ? (
        <div className="range">
          {(['from', 'to', 'step'] as const).map((part) => (
            <Field key={part} name={t(`whatIf.${part}`)}>
              <InputNumber
                value={range[part]}
                min={part === 'step' ? 0.01 : lever.min}
                max={part === 'step' ? lever.max : lever.max}
                step={lever.step}
                disabled={running}
                onChange={(value) => value !== null && setRange({ ...range, [part]: value })}
                aria-label={t(`whatIf.${part}`)}
              />
            </Field>
          ))}
        </div>
      ) : (
        <Field name={t('whatIf.path')}>
          <Input
            aria-label={t('whatIf.path')}
            value={own}
            disabled={running}
            onChange={(event) => setOwn(event.target.value)}
            spellCheck={false}
          />
        </Field>
      )}
      <div className="range">
        <Field name={t('whatIf.figure')} wide>
          <Select
            value={figure}
            onChange={setFigure}
            disabled={running}
            aria-label={t('whatIf.figure')}
            options={FIGURES.map((value) => ({ value, label: say(`whatIf.figures.${value}`) }))}
          />
        </Field>
        <Field name={t('whatIf.replications')}>
          <InputNumber
            value={replications}
            min={2}
            max={2000}
            disabled={running}
            onChange={(value) => value !== null && setReplications(Math.round(value))}
            aria-label={t('whatIf.replications')}
          />
        </Field>
      </div>
      <div className="row">
        {running ? (
          <Button onClick={cancelWhatIf} data-testid="what-if-cancel">
            {t('whatIf.cancel')}
          </Button>
        ) : (
          <Button
            type="primary"
            disabled={!source || bad}
            onClick={() => source && void askWhatIf(source, { vary, figure, replications })}
            data-testid="what-if-run"
          >
            {t('whatIf.run')}
          </Button>
        )}
        {running && (
          <span role="status">
            {t('whatIf.progress', { done, all })}
            <Progress
              percent={all > 0 ? Math.round((100 * done) / all) : 0}
              size="small"
              aria-label={t('whatIf.run')}
            />
          </span>
        )}
      </div>
      {bad && <p role="alert">{t('whatIf.badRange')}</p>}
      {error && (
        <p role="alert" className="wrong">
          {error}
        </p>
      )}
      {result && <Answers result={result} />}
    </div>
  );
}

/** A control with its name above it; the control itself carries the name for screen readers. */
function Field({
  name,
  wide,
  children,
}: {
  readonly name: string;
  readonly wide?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <div className={wide ? 'field wide' : 'field'}>
      <span aria-hidden="true">{name}</span>
      {children}
    </div>
  );
}
