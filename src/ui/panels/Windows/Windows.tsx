/** Every window: what it does now, how busy it has been, how many it served. */
import { useText } from '../../../i18n';
import { WINDOW_COLOURS } from '../../../view';
import { percent, ticketOf } from '../../format';
import { select } from '../../stores/actions';
import { useFigures } from '../../stores/figures';
import { useSession } from '../../stores/session';
import { Swatch } from '../parts/Swatch';
import { Areas } from './Areas';

export function Windows() {
  const { t, say } = useText();
  const drawing = useFigures((state) => state.drawing);
  const windows = useFigures((state) => state.frame?.windows);
  const selected = useSession((state) => state.selected);
  if (!drawing || drawing.layout.windows.length === 0) return <p className="panel">{t('windows.none')}</p>;
  return (
    <div className="panel">
      <table className="grid">
        <caption className="visually-hidden">{t('windows.tab')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('windows.id')}</th>
            <th scope="col">{t('windows.state')}</th>
            <th scope="col">{t('windows.ticket')}</th>
            <th scope="col">{t('windows.utilization')}</th>
            <th scope="col">{t('windows.served')}</th>
          </tr>
        </thead>
        <tbody>
          {drawing.layout.windows.map((plan, i) => {
            const state = WINDOW_COLOURS[windows?.state[i] ?? 0] ?? WINDOW_COLOURS[0];
            const utilization = windows?.utilization[i] ?? 0;
            const chosen = selected?.kind === 'window' && selected.window === i;
            return (
              <tr key={plan.id} className={chosen ? 'chosen' : undefined}>
                <th scope="row">
                  <button
                    type="button"
                    aria-label={t('windows.select', { id: plan.id })}
                    aria-pressed={chosen}
                    onClick={() => select({ kind: 'window', window: i })}
                  >
                    {plan.id}
                  </button>
                </th>
                <td>
                  {state && (
                    <>
                      <Swatch colour={state.colour} /> {say(state.key)}
                    </>
                  )}
                </td>
                <td>{ticketOf(drawing, windows?.ticketGroup[i] ?? 255, windows?.ticketNumber[i] ?? 0)}</td>
                <td className="number">
                  <span className="bar" aria-hidden="true">
                    <span style={{ width: percent(utilization) }} />
                  </span>{' '}
                  {percent(utilization)}
                </td>
                <td className="number">{windows?.served[i] ?? 0}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <Areas />
    </div>
  );
}
