/** What the chosen thing is and does, asked of the simulation twice a second. */
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useText } from '../../../i18n';
import type { InspectLine } from '../../../runtime/client';
import { select } from '../../stores/actions';
import { useFigures } from '../../stores/figures';
import { useSession } from '../../stores/session';

const PERIOD_MS = 500;

export function Inspector() {
  const { t, say } = useText();
  const client = useSession((state) => state.client);
  const selected = useSession((state) => state.selected);
  const drawing = useFigures((state) => state.drawing);
  const [lines, setLines] = useState<readonly InspectLine[]>([]);

  useEffect(() => {
    setLines([]);
    if (!client || !selected || !drawing) return;
    let stopped = false;
    let timer = 0;
    const ask = async (): Promise<void> => {
      try {
        const answer = await client.inspect(selected);
        if (!stopped) setLines(answer);
      } catch {
        // The worker is busy loading another hall; the next look asks again.
      }
      if (!stopped) timer = window.setTimeout(ask, PERIOD_MS);
    };
    void ask();
    return () => {
      stopped = true;
      window.clearTimeout(timer);
    };
  }, [client, selected, drawing]);

  if (!selected) return <p className="panel">{t('inspector.none')}</p>;
  const moves = selected.kind === 'person' || selected.kind === 'robot';
  return (
    <div className="panel" data-testid="inspector">
      <ul className="plain inspect">
        {lines.map((line, i) => (
          <li key={line.key} className={i === 0 ? 'title' : undefined}>
            {say(line.key, line.values)}
          </li>
        ))}
      </ul>
      <div className="row">
        {moves && (
          <Button size="small" onClick={() => useSession.setState({ camera: 'follow' })}>
            {t('inspector.follow')}
          </Button>
        )}
        <Button size="small" onClick={() => select(null)}>
          {t('inspector.clear')}
        </Button>
      </div>
    </div>
  );
}
