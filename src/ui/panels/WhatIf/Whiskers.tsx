/** Means with their confidence intervals, one a design, on an axis that starts at zero. The table below says the same in words. */
type Point = { readonly name: string; readonly mean: number; readonly halfWidth: number };

const WIDTH = 360;
const HEIGHT = 150;
const LEFT = 34;
const BOTTOM = 22;
const TOP = 16;

export function Whiskers({ title, points }: { readonly title: string; readonly points: readonly Point[] }) {
  if (points.length === 0) return null;
  const reach = points.map(({ mean, halfWidth }) => mean + (Number.isFinite(halfWidth) ? halfWidth : 0));
  const most = niceAbove(Math.max(...reach, 1e-9));
  const y = (value: number): number => HEIGHT - BOTTOM - ((HEIGHT - BOTTOM - TOP) * Math.max(0, value)) / most;
  const x = (i: number): number => LEFT + ((i + 0.5) * (WIDTH - LEFT)) / points.length;
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className="whiskers" role="img" aria-label={title}>
      <text x={0} y={10}>
        {title}
      </text>
      {[0, 0.5, 1].map((part) => (
        <g key={part}>
          <line x1={LEFT} x2={WIDTH} y1={y(part * most)} y2={y(part * most)} className="axis" />
          <text x={LEFT - 4} y={y(part * most) + 4} textAnchor="end">
            {Number((part * most).toPrecision(3))}
          </text>
        </g>
      ))}
      {points.map(({ name, mean, halfWidth }, i) => (
        <g key={name} className={i === 0 ? 'first' : undefined}>
          {Number.isFinite(halfWidth) && (
            <path
              d={`M${x(i)} ${y(mean - halfWidth)}V${y(mean + halfWidth)}M${x(i) - 5} ${y(mean - halfWidth)}h10M${x(i) - 5} ${y(mean + halfWidth)}h10`}
            />
          )}
          <circle cx={x(i)} cy={y(mean)} r={3.5} />
          <text x={x(i)} y={HEIGHT - 6} textAnchor="middle">
            {name}
          </text>
        </g>
      ))}
    </svg>
  );
}

/** 1, 2 or 5 times a power of ten, at least the value. */
function niceAbove(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= value) ?? 10;
  return step * power;
}
