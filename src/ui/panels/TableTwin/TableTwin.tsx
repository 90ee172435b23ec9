/** The 3D scene as tables, for who cannot see it: everybody in the hall, the windows, the robots. */
import { useText } from '../../../i18n';
import { Phase } from '../../../kernel/demand/phase';
import type { Frame, HallDrawing } from '../../../runtime/frame';
import { clock, ticketOf, visitorName } from '../../format';
import { select } from '../../stores/actions';
import { useFigures } from '../../stores/figures';
import { useSession } from '../../stores/session';
import { Robots } from '../Robots/Robots';
import { Windows } from '../Windows/Windows';

const PHASE_NAMES = Object.fromEntries(Object.entries(Phase).map(([name, value]) => [value, name]));
const PEOPLE_SHOWN = 300;

export function TableTwin() {
  const { t } = useText();
  const drawing = useFigures((state) => state.drawing);
  const frame = useFigures((state) => state.frame);
  if (!drawing || !frame) return null;
  return (
    <main className="table-twin" data-testid="table-twin" aria-label={t('shell.tableTwin')}>
      <h2>{t('table.caption', { time: clock(frame.timeS, true) })}</h2>
      <h3>{t('table.people', { count: frame.people })}</h3>
      {frame.people === 0 ? <p>{t('table.empty')}</p> : <People drawing={drawing} frame={frame} />}
      <h3>{t('table.windows')}</h3>
      <Windows />
      <h3>{t('table.robots')}</h3>
      <Robots />
    </main>
  );
}

function People({ drawing, frame }: { readonly drawing: HallDrawing; readonly frame: Frame }) {
  const text = useText();
  const { t, say } = text;
  const selected = useSession((state) => state.selected);
  const shown = Math.min(frame.people, PEOPLE_SHOWN);
  return (
    <>
      <table className="grid">
        <caption className="visually-hidden">{t('table.people', { count: frame.people })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('table.person')}</th>
            <th scope="col">{t('table.doing')}</th>
            <th scope="col">{t('table.ticket')}</th>
            <th scope="col">{t('table.where')}</th>
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: shown }, (_, i) => {
            const citizen = frame.citizen[i] as number;
            const chosen = selected?.kind === 'person' && selected.citizen === citizen;
            return (
              <tr key={citizen} className={chosen ? 'chosen' : undefined}>
                <th scope="row">
                  <button type="button" aria-pressed={chosen} onClick={() => select({ kind: 'person', citizen })}>
                    {visitorName(text, drawing, citizen)}
                  </button>
                </th>
                <td>{say(`phase.${PHASE_NAMES[frame.phase[i] as number] ?? 'other'}`)}</td>
                <td>{ticketOf(drawing, frame.ticketGroup[i] as number, frame.ticketNumber[i] as number)}</td>
                <td className="number">
                  {(frame.xM[i] as number).toFixed(1)}, {(frame.yM[i] as number).toFixed(1)} m
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {shown < frame.people && <p>{t('table.more', { count: frame.people - shown })}</p>}
    </>
  );
}
