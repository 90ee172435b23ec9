/** The data panels, one tab each. Choosing something in the hall opens the inspector. */
import { Tabs } from 'antd';
import { useEffect, useState } from 'react';
import { useText } from '../../i18n';
import { useFigures } from '../stores/figures';
import { useSession } from '../stores/session';
import { EventFeed } from './EventFeed/EventFeed';
import { Inspector } from './Inspector/Inspector';
import { Live } from './Live/Live';
import { Results } from './Results/Results';
import { Robots } from './Robots/Robots';
import { Space } from './Space/Space';
import { WhatIf } from './WhatIf/WhatIf';
import { Windows } from './Windows/Windows';

export function SidePanel() {
  const { t } = useText();
  const [tab, setTab] = useState('live');
  const selected = useSession((state) => state.selected);
  const finished = useFigures((state) => state.frame?.finished ?? false);
  useEffect(() => {
    if (selected) setTab('inspect');
  }, [selected]);
  useEffect(() => {
    if (finished) setTab('results');
  }, [finished]);
  return (
    <aside className="side-panel" aria-label={t('shell.panels')}>
      <Tabs
        activeKey={tab}
        onChange={setTab}
        size="small"
        tabBarGutter={16}
        items={[
          { key: 'live', label: t('live.tab'), children: <Live /> },
          { key: 'windows', label: t('windows.tab'), children: <Windows /> },
          { key: 'robots', label: t('robots.tab'), children: <Robots /> },
          { key: 'space', label: t('space.tab'), children: <Space shown={tab === 'space'} /> },
          { key: 'events', label: t('feed.tab'), children: <EventFeed /> },
          { key: 'inspect', label: t('inspector.tab'), children: <Inspector /> },
          { key: 'what-if', label: t('whatIf.tab'), children: <WhatIf /> },
          { key: 'results', label: t('results.tab'), children: <Results />, forceRender: true },
        ]}
      />
    </aside>
  );
}
