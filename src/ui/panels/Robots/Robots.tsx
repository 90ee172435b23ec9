/** Every robot: what it does and why, its battery, what it says. */
import { Button, Progress } from 'antd';
import { useText } from '../../../i18n';
import type { RobotMind } from '../../../runtime/frame';
import { ACTIVITY_COLOURS } from '../../../view';
import { select } from '../../stores/actions';
import { useFigures } from '../../stores/figures';
import { useSession } from '../../stores/session';
import { Swatch } from '../parts/Swatch';

export function Robots() {
  const { t, say, name, language } = useText();
  const drawing = useFigures((state) => state.drawing);
  const robots = useFigures((state) => state.frame?.robots);
  if (!drawing || drawing.robots.length === 0) return <p className="panel">{t('robots.none')}</p>;
  return (
    <div className="panel">
      {drawing.robots.map((robot, i) => {
        const frame = robots?.[i];
        const percent = Math.round(100 * (frame?.chargeRatio ?? 0));
        return (
          <article key={robot.id} className="robot" aria-label={name(robot)}>
            <h3>{name(robot)}</h3>
            {frame && (
              <dl className="rows">
                <div>
                  <dt>{t('robots.activity')}</dt>
                  <dd data-testid={`robot-${i}-activity`} data-activity={frame.activity}>
                    <Swatch colour={ACTIVITY_COLOURS[frame.activity]} /> {say(`activity.${frame.activity}`)}
                  </dd>
                </div>
                <div>
                  <dt>{t('robots.battery')}</dt>
                  <dd data-testid={`robot-${i}-battery`} data-percent={percent}>
                    <Progress
                      percent={percent}
                      size="small"
                      status={percent < 20 ? 'exception' : 'normal'}
                      format={(value) => `${value}%${frame.charging ? ` ${t('robots.charging')}` : ''}`}
                      aria-label={`${t('robots.battery')} ${name(robot)}`}
                    />
                  </dd>
                </div>
                <div>
                  <dt>{t('robots.reason')}</dt>
                  <dd>{frame.reason[language]}</dd>
                </div>
                {frame.mind && <Mind mind={frame.mind} />}
                <div>
                  <dt>{t('robots.saying')}</dt>
                  <dd>{frame.saying ?? '-'}</dd>
                </div>
              </dl>
            )}
            <Button
              size="small"
              onClick={() => {
                select({ kind: 'robot', robot: i });
                useSession.setState({ camera: 'follow' });
              }}
            >
              {t('robots.follow')}
            </Button>
          </article>
        );
      })}
    </div>
  );
}

/** Goal stack, last failure, how sure it is of its place, and whether the guard holds it back. */
function Mind({ mind }: { readonly mind: RobotMind }) {
  const { t, say } = useText();
  const rows: readonly (readonly [string, string])[] = [
    [t('robots.goals'), mind.goals.map((goal) => say(`goal.${goal}`)).join(' › ') || '-'],
    [
      t('robots.place'),
      mind.localized ? t('robots.sure', { centimetres: Math.max(1, Math.round(100 * mind.sigmaM)) }) : t('robots.lost'),
    ],
    [t('robots.guard'), say(`guard.${mind.guard}`)],
    [t('robots.error'), mind.error ?? t('robots.noError')],
  ];
  return (
    <>
      {rows.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </>
  );
}
