/** Parts of the hall that the operator may close and open. */
import { Switch } from 'antd';
import { useText } from '../../../i18n';
import { setArea } from '../../stores/actions';
import { useFigures } from '../../stores/figures';

export function Areas() {
  const { t, name } = useText();
  const areas = useFigures((state) => state.drawing?.areas);
  const closed = useFigures((state) => state.frame?.closedAreas);
  const finished = useFigures((state) => state.frame?.finished ?? true);
  if (!areas || areas.length === 0) return null;
  return (
    <div>
      <h3>{t('windows.areas')}</h3>
      <p>{t('windows.areasHint')}</p>
      <ul className="areas">
        {areas.map((area, i) => (
          <li key={area.id}>
            <Switch
              size="small"
              disabled={finished}
              checked={closed?.[i] === 1}
              onChange={(on) => void setArea(i, on)}
              aria-label={t('windows.closeArea', { area: name(area) })}
            />{' '}
            {name(area)}: {closed?.[i] === 1 ? t('windows.closed') : t('windows.open')}
          </li>
        ))}
      </ul>
    </div>
  );
}
