/** What the colours on the floor mean: quantity, scheme, time measured. */
import { useText } from '../../../i18n';
import { LOS_SCHEMES } from '../../../metrics/space/los';
import { clock } from '../../format';
import { useSpace } from '../../stores/space';

export function HeatLegend() {
  const { t, name } = useText();
  const view = useSpace((state) => state.view);
  if (!view) return null;
  const { kind, scheme, letter } = view.wish;
  return (
    <section className="heat-legend" aria-label={t('space.legend')} data-testid="heat-legend">
      <h2>{t(`space.kinds.${kind}`, { letter })}</h2>
      <p>
        {kind === 'paths'
          ? t('space.units.paths')
          : kind === 'minutes'
            ? t('space.units.minutes')
            : t('space.units.density')}
        {kind !== 'paths' && <> · {name(LOS_SCHEMES[scheme])}</>} · {clock(view.figures.fromS)}–
        {clock(view.figures.toS)}
      </p>
      <ul>
        {view.legend.map(({ colour: [red, green, blue], text }) => (
          <li key={text}>
            <span className="swatch" style={{ background: `rgb(${red} ${green} ${blue})` }} aria-hidden="true" />{' '}
            {text.replace('<=', '≤')}
          </li>
        ))}
      </ul>
    </section>
  );
}
