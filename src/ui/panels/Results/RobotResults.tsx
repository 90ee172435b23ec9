/** What the robots did in the run. */
import { useText } from '../../../i18n';
import type { RunSummary } from '../../../metrics/summary';
import { percent } from '../../format';

export function RobotResults({ robots }: { readonly robots: RunSummary['robots'] }) {
  const { t } = useText();
  if (robots.length === 0) return null;
  return (
    <table className="grid">
      <caption>{t('results.robots')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('results.robots')}</th>
          <th scope="col">{t('results.asked')}</th>
          <th scope="col">{t('results.answered')}</th>
          <th scope="col">{t('results.led')}</th>
          <th scope="col">{t('results.distance')}</th>
          <th scope="col">{t('results.charges')}</th>
          <th scope="col">{t('results.contacts')}</th>
          <th scope="col">{t('results.gap')}</th>
        </tr>
      </thead>
      <tbody>
        {robots.map((robot) => (
          <tr key={robot.id}>
            <th scope="row">
              {robot.id} ({percent(robot.chargeRatioEnd)})
            </th>
            <td className="number">{robot.asked}</td>
            <td className="number">{robot.answered}</td>
            <td className="number">
              {robot.ledArrived} / {robot.ledStarted}
            </td>
            <td className="number">{Math.round(robot.distanceM)} m</td>
            <td className="number">{robot.charges}</td>
            <td className="number">{robot.collisions}</td>
            <td className="number">{robot.minPersonGapM === null ? '-' : `${robot.minPersonGapM.toFixed(2)} m`}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
