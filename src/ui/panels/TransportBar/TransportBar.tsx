/** Time: play, pause, step, speed, the hall's clock, and a timeline that winds both ways. */
import { Button, Select, Slider, Tooltip } from 'antd';
import { useState } from 'react';
import { useText } from '../../../i18n';
import { clock } from '../../format';
import { pause, play, restart, seek, setSpeed, step, stopSeeking } from '../../stores/actions';
import { useFigures } from '../../stores/figures';
import { SPEEDS, useSession } from '../../stores/session';
import { Icon } from '../parts/icons';

export function TransportBar() {
  const { t } = useText();
  const drawing = useFigures((state) => state.drawing);
  const playing = useSession((state) => state.playing);
  const finished = useFigures((state) => state.frame?.finished ?? false);
  const label = playing ? t('transport.pause') : t('transport.play');
  return (
    <section id="transport" className="transport" aria-label={t('transport.bar')}>
      <Tooltip title={`${label} (Space)`}>
        <Button
          type="primary"
          shape="circle"
          size="large"
          disabled={!drawing || finished}
          aria-label={label}
          icon={<Icon name={playing ? 'pause' : 'play'} />}
          onClick={() => void (playing ? pause() : play())}
        />
      </Tooltip>
      <Tooltip title={`${t('transport.step')} (.)`}>
        <Button
          shape="circle"
          disabled={!drawing || finished}
          aria-label={t('transport.step')}
          icon={<Icon name="step" />}
          onClick={() => void step()}
        />
      </Tooltip>
      <Tooltip title={t('shell.restart')}>
        <Button
          shape="circle"
          disabled={!drawing}
          aria-label={t('shell.restart')}
          icon={<Icon name="restart" />}
          onClick={() => void restart()}
        />
      </Tooltip>
      <SpeedChoice />
      <Clock />
      <Timeline />
    </section>
  );
}

function SpeedChoice() {
  const { t } = useText();
  const speed = useSession((state) => state.speed);
  return (
    <Select
      className="speed"
      aria-label={t('transport.speed')}
      value={String(speed)}
      onChange={(value) => void setSpeed(Number(value))}
      options={SPEEDS.map((candidate) => ({
        value: String(candidate),
        label: candidate === Number.POSITIVE_INFINITY ? t('transport.max') : `${candidate}x`,
      }))}
    />
  );
}

function Clock() {
  const { t } = useText();
  const timeS = useFigures((state) => state.frame?.timeS ?? 0);
  const finished = useFigures((state) => state.frame?.finished ?? false);
  const actual = useFigures((state) => state.actualSpeed);
  const playing = useSession((state) => state.playing);
  const speed = useSession((state) => state.speed);
  const seekingS = useSession((state) => state.seekingS);
  const lags = playing && actual > 0 && (speed === Number.POSITIVE_INFINITY || actual < 0.85 * speed);
  return (
    <div className="clock">
      <time role="timer" aria-label={t('transport.clock')} data-testid="clock" data-time-s={timeS}>
        {clock(timeS, true)}
      </time>
      <small>
        {seekingS !== null ? (
          <>
            {t('transport.seeking', { time: clock(seekingS) })}{' '}
            <Button size="small" type="link" onClick={() => void stopSeeking()}>
              {t('transport.stop')}
            </Button>
          </>
        ) : finished ? (
          t('transport.finished')
        ) : lags ? (
          t('transport.actual', { times: actual < 10 ? actual.toFixed(1) : String(Math.round(actual)) })
        ) : (
          ''
        )}
      </small>
    </div>
  );
}

/** The mark at the left end: from there to the right, and below the mark of opening, which may be close by. */
const BELOW = { transform: 'none', whiteSpace: 'nowrap', insetBlockStart: 17 } as const;

function Timeline() {
  const { t } = useText();
  const drawing = useFigures((state) => state.drawing);
  const timeS = useFigures((state) => state.frame?.timeS ?? 0);
  const seekingS = useSession((state) => state.seekingS);
  const [draggedS, setDraggedS] = useState<number | null>(null);
  if (!drawing) return <div className="timeline" />;
  const { startS, openS, closeS, endS } = drawing;
  const mark = (label: string) => ({ label });
  return (
    <div className="timeline">
      <Slider
        min={startS}
        max={endS}
        step={60}
        value={draggedS ?? seekingS ?? timeS}
        marks={{
          ...(startS < openS
            ? { [startS]: { ...mark(t('transport.zone', { time: clock(startS) })), style: BELOW } }
            : {}),
          [openS]: mark(t('transport.open', { time: clock(openS) })),
          [closeS]: mark(t('transport.close', { time: clock(closeS) })),
        }}
        included
        tooltip={{ formatter: (value) => clock(value ?? 0) }}
        ariaLabelForHandle={t('transport.timeline')}
        ariaValueTextFormatterForHandle={(value) => clock(value)}
        onChange={setDraggedS}
        onChangeComplete={(value) => {
          setDraggedS(null);
          void seek(value);
        }}
      />
    </div>
  );
}
