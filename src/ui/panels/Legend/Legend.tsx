/** What the colours mean. */
import { useText } from '../../../i18n';
import { ACTIVITY_COLOURS, PHASE_LEGEND, WINDOW_COLOURS } from '../../../view';
import { useFigures } from '../../stores/figures';
import { Swatch } from '../parts/Swatch';

/** Activities that differ in colour, one of each. */
const ACTIVITIES = ['at-post', 'talking', 'leading', 'waiting-for-follower', 'returning', 'charging', 'stuck'] as const;

export function Legend() {
  const { t, say } = useText();
  const hasRobots = useFigures((state) => (state.drawing?.robots.length ?? 0) > 0);
  return (
    <section className="legend" aria-label={t('camera.legend')}>
      <h2>{t('legend.people')}</h2>
      <ul>
        {PHASE_LEGEND.map((entry) => (
          <li key={entry.key}>
            <Swatch colour={entry.colour} /> {say(entry.key)}
          </li>
        ))}
      </ul>
      <h2>{t('legend.windows')}</h2>
      <ul>
        {WINDOW_COLOURS.map((entry) => (
          <li key={entry.key}>
            <Swatch colour={entry.colour} /> {say(entry.key)}
          </li>
        ))}
      </ul>
      {hasRobots && (
        <>
          <h2>{t('legend.robots')}</h2>
          <ul>
            {ACTIVITIES.map((activity) => (
              <li key={activity}>
                <Swatch colour={ACTIVITY_COLOURS[activity]} /> {say(`activity.${activity}`)}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
