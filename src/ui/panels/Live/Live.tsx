/** Live figures of the day: who is here, how long they wait, queues by letter, curves. */
import { useText } from '../../../i18n';
import { duration, percent } from '../../format';
import { useFigures } from '../../stores/figures';
import { StripChart } from './StripChart';

export function Live() {
  const { t, name } = useText();
  const live = useFigures((state) => state.frame?.live);
  const groups = useFigures((state) => state.drawing?.groups);
  const figures: readonly (readonly [string, string, string])[] = [
    ['inside', t('live.inside'), String(live?.inside ?? 0)],
    ['waiting', t('live.waiting'), String(live?.waiting ?? 0)],
    ['arrived', t('live.arrived'), String(live?.arrived ?? 0)],
    ['served', t('live.served'), String(live?.served ?? 0)],
    ['wait-mean', t('live.waitMean'), t('live.minutes', { time: duration(live?.waitMeanS ?? 0) })],
    ['wait-p90', t('live.waitP90'), t('live.minutes', { time: duration(live?.waitP90S ?? 0) })],
    ['throughput', t('live.throughput'), String(live?.throughputPerHour ?? 0)],
    ['utilization', t('live.utilization'), percent(live?.utilizationMean ?? 0, 1)],
  ];
  const most = Math.max(5, ...(live?.queueByGroup ?? []));
  return (
    <div className="panel">
      <dl className="figures">
        {figures.map(([key, label, value]) => (
          <div key={key}>
            <dt>{label}</dt>
            <dd data-testid={`live-${key}`}>{value}</dd>
          </div>
        ))}
      </dl>
      <h3>{t('live.queues')}</h3>
      <ul className="bars">
        {groups?.map((group, i) => {
          const waiting = live?.queueByGroup[i] ?? 0;
          return (
            <li key={group.letter}>
              <span>
                <b>{group.letter}</b> {name(group)}
              </span>
              <span className="bar" aria-hidden="true">
                <span style={{ width: `${(100 * waiting) / most}%` }} />
              </span>
              <span className="number">{waiting}</span>
            </li>
          );
        })}
      </ul>
      <StripChart />
    </div>
  );
}
