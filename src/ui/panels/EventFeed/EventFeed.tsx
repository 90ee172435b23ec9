/** What has just happened, newest first. */
import { Switch } from 'antd';
import { useMemo, useState } from 'react';
import { useText } from '../../../i18n';
import { clock } from '../../format';
import { useFigures } from '../../stores/figures';
import { isNews, sentence, ticketsOf } from './sentence';

const SHOWN = 80;

export function EventFeed() {
  const text = useText();
  const { t } = text;
  const drawing = useFigures((state) => state.drawing);
  const feed = useFigures((state) => state.feed);
  const [all, setAll] = useState(false);
  const tickets = useMemo(() => (drawing ? ticketsOf(drawing, feed) : new Map()), [drawing, feed]);
  if (!drawing) return null;
  const lines = (all ? feed : feed.filter(isNews)).slice(-SHOWN).reverse();
  return (
    <div className="panel">
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the switch inside is the control */}
      <label className="switch">
        <Switch size="small" checked={all} onChange={setAll} aria-label={t('feed.all')} /> {t('feed.all')}
      </label>
      {lines.length === 0 ? (
        <p>{t('feed.empty')}</p>
      ) : (
        <ol className="feed" aria-label={t('feed.list')}>
          {lines.map((line) => (
            <li key={`${line.timeS}:${line.kind}:${line.citizen}:${line.a}:${line.b}`}>
              <time>{clock(line.timeS, true)}</time> {sentence(text, drawing, tickets, line)}
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
