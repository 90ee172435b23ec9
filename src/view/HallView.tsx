/** The 3D view of the hall: a canvas, the labels over it, and a message when the graphics device is lost. */
import { Canvas } from '@react-three/fiber';
import { useEffect, useState } from 'react';
import { PCFShadowMap } from 'three';
import type { Pick } from '../runtime/client';
import type { HallDrawing } from '../runtime/frame';
import type { CameraMode } from './camera/pose';
import { probeRenderer } from './device';
import type { FrameSource } from './frameSource';
import type { HeatLayer } from './heatmap';
import { PALETTE } from './palette';
import { isSoftware, type Quality } from './quality';
import type { OverlayName } from './robot/overlays';
import { Stage } from './Stage';
import { type ViewLanguage, WORDS_IN_SCENE } from './signText';
import type { ViewStats } from './stats';

export type HallViewProps = {
  readonly drawing: HallDrawing;
  readonly frames: FrameSource;
  /** 'auto' adapts to the device; never touches the run. */
  readonly quality: Quality;
  readonly camera: CameraMode;
  /** Called with what was clicked; null = the floor or nothing. */
  readonly onPick: (pick: Pick | null) => void;
  readonly selected: Pick | null;
  readonly language: ViewLanguage;
  /** Draws what robots believe, where frames carry it. */
  /** What robots believe, by name; a new array when it changes. */
  readonly overlays: readonly OverlayName[];
  /** A coloured map on the floor; null or absent = none. */
  readonly heat?: HeatLayer | null;
  /** About four times a second while drawing. */
  readonly onStats?: (stats: ViewStats) => void;
};

const FILL = { position: 'absolute', inset: 0 } as const;

export function HallView(props: HallViewProps) {
  const [wrapper, setWrapper] = useState<HTMLElement | null>(null);
  const [overlay, setOverlay] = useState<HTMLElement | null>(null);
  const [canvas, setCanvas] = useState<HTMLCanvasElement | null>(null);
  const [renderer] = useState(probeRenderer);
  const lost = useContextLoss(canvas);
  const words = WORDS_IN_SCENE[props.language];
  const smooth = props.quality === 'high' || (props.quality === 'auto' && !isSoftware(renderer ?? ''));

  if (renderer === null) return <p role="alert">{words.none}</p>;
  return (
    <section
      ref={setWrapper}
      className="hall-view"
      aria-label={words.scene}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys and WASD move the camera
      tabIndex={0}
      style={{ ...FILL, overflow: 'hidden', background: PALETTE.background }}
    >
      <Canvas
        key={smooth ? 'smooth' : 'plain'}
        frameloop="demand"
        shadows={{ enabled: true, type: PCFShadowMap }}
        gl={{ antialias: smooth, powerPreference: 'high-performance' }}
        camera={{ fov: 32, near: 0.1, far: 500, position: [0, 30, 30] }}
        style={FILL}
        onCreated={({ gl }) => setCanvas(gl.domElement)}
      >
        {wrapper && overlay && <Stage {...props} wrapper={wrapper} overlay={overlay} renderer={renderer} />}
      </Canvas>
      <div ref={setOverlay} aria-hidden="true" style={{ ...FILL, overflow: 'hidden', pointerEvents: 'none' }} />
      {lost && (
        <p
          role="status"
          style={{ ...FILL, margin: 'auto', height: 'fit-content', textAlign: 'center', padding: '1em' }}
        >
          {words.lost}
        </p>
      )}
    </section>
  );
}

/** True between the loss of the graphics context and its return. */
function useContextLoss(canvas: HTMLCanvasElement | null): boolean {
  const [lost, setLost] = useState(false);
  useEffect(() => {
    if (!canvas) return;
    const onLost = (event: Event): void => {
      event.preventDefault();
      setLost(true);
    };
    const onRestored = (): void => setLost(false);
    canvas.addEventListener('webglcontextlost', onLost);
    canvas.addEventListener('webglcontextrestored', onRestored);
    return () => {
      canvas.removeEventListener('webglcontextlost', onLost);
      canvas.removeEventListener('webglcontextrestored', onRestored);
      setLost(false);
    };
  }, [canvas]);
  return lost;
}
