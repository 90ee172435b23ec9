/** Curves over the day: waiting and inside (persons, left axis) and mean wait (minutes, right axis). */
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useText } from '../../../i18n';
import { clock } from '../../format';
import { type Series, useFigures } from '../../stores/figures';

const HEIGHT_PX = 190;
const COLOURS = { waiting: '#b35f00', inside: '#0b5f73', wait: '#8a3d78' } as const;

export function StripChart() {
  const { t, language } = useText();
  const series = useFigures((state) => state.series);
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new language draws a new chart
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const made = new uPlot(
      optionsOf(element.clientWidth, {
        time: t('live.chartTime'),
        waiting: t('live.chartWaiting'),
        inside: t('live.chartInside'),
        wait: t('live.chartWait'),
      }),
      dataOf(useFigures.getState().series),
      element,
    );
    chart.current = made;
    const watch = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height: HEIGHT_PX }));
    watch.observe(element);
    return () => {
      watch.disconnect();
      made.destroy();
      chart.current = null;
    };
  }, [language]);

  useEffect(() => chart.current?.setData(dataOf(series)), [series]);

  const last = series.timeS.length - 1;
  return (
    <figure className="chart">
      <figcaption>{t('live.chart')}</figcaption>
      <div ref={box} aria-hidden="true" />
      <p className="visually-hidden">
        {last < 0
          ? t('live.noPoints')
          : t('live.chartText', {
              time: clock(series.timeS[last] ?? 0),
              waiting: String(series.waiting[last]),
              inside: String(series.inside[last]),
              wait: (series.waitMin[last] ?? 0).toFixed(1),
            })}
      </p>
    </figure>
  );
}

function dataOf(series: Series): uPlot.AlignedData {
  return [[...series.timeS], [...series.waiting], [...series.inside], [...series.waitMin]];
}

function optionsOf(width: number, names: Readonly<Record<'time' | keyof typeof COLOURS, string>>): uPlot.Options {
  const times = (_: uPlot, ticks: number[]): string[] => ticks.map((tick) => clock(tick));
  return {
    width,
    height: HEIGHT_PX,
    cursor: { show: true },
    scales: {
      x: { time: false },
      persons: { range: (_, __, most) => [0, Math.max(5, most ?? 0)] },
      minutes: { range: (_, __, most) => [0, Math.max(1, most ?? 0)] },
    },
    axes: [
      { values: times, space: 60, stroke: '#33424a' },
      { scale: 'persons', size: 38, stroke: '#33424a' },
      { scale: 'minutes', side: 1, size: 50, stroke: COLOURS.wait, grid: { show: false } },
    ],
    series: [
      { label: names.time, value: (_, value) => (value === null ? '' : clock(value)) },
      { label: names.waiting, scale: 'persons', stroke: COLOURS.waiting, width: 2, points: { show: false } },
      { label: names.inside, scale: 'persons', stroke: COLOURS.inside, width: 2, points: { show: false } },
      {
        label: names.wait,
        scale: 'minutes',
        stroke: COLOURS.wait,
        width: 2,
        dash: [6, 4],
        points: { show: false },
        value: (_, value) => (value === null ? '' : value.toFixed(1)),
      },
    ],
  };
}
