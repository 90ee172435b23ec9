/** Inside the canvas: owns the picture, the camera rig and the loop. Draws only when something changes. */
import { useFrame, useThree } from '@react-three/fiber';
import { useEffect, useRef } from 'react';
import { Color, NeutralToneMapping, type PerspectiveCamera, Raycaster, Vector2 } from 'three';
import type { Pick } from '../runtime/client';
import { CameraRig } from './camera/rig';
import type { HallViewProps } from './HallView';
import { Labels } from './labels';
import { PALETTE } from './palette';
import { samePick } from './picking';
import { Picture } from './picture';
import { AutoQuality, HIGH, isSoftware, LEVELS, LOW, pixelRatio } from './quality';
import { StatsMeter } from './stats';

/** Longest step of one picture, seconds: after a pause nothing leaps. */
const MAX_STEP_S = 0.1;
/** A press that moved further than this is a drag, CSS pixels. */
const CLICK_PX = 5;

export type StageProps = HallViewProps & {
  readonly wrapper: HTMLElement;
  readonly overlay: HTMLElement;
  readonly renderer: string;
};

export function Stage(props: StageProps) {
  const gl = useThree((state) => state.gl);
  const scene = useThree((state) => state.scene);
  const camera = useThree((state) => state.camera) as PerspectiveCamera;
  const size = useThree((state) => state.size);
  const setDpr = useThree((state) => state.setDpr);
  const invalidate = useThree((state) => state.invalidate);
  const picture = useRef<Picture | null>(null);
  const labels = useRef<Labels | null>(null);
  const rig = useRef<CameraRig | null>(null);
  const hovered = useRef<Pick | null>(null);
  const meter = useRef(new StatsMeter());
  const lastPictureMs = useRef<number | null>(null);
  const auto = useRef<AutoQuality | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const { drawing, frames, quality, wrapper, overlay, renderer, language } = props;

  useEffect(() => {
    gl.toneMapping = NeutralToneMapping;
    gl.toneMappingExposure = 1;
    scene.background = new Color(PALETTE.background);
  }, [gl, scene]);

  useEffect(() => {
    const start = quality === 'low' ? LOW : quality === 'auto' && isSoftware(renderer) ? 0 : HIGH;
    auto.current = new AutoQuality(start);
    invalidate();
  }, [quality, renderer, invalidate]);

  useEffect(() => {
    const made = new Picture(drawing, language);
    const written = new Labels(overlay, drawing);
    picture.current = made;
    labels.current = written;
    hovered.current = null;
    scene.add(made.group);
    invalidate();
    return () => {
      scene.remove(made.group);
      made.dispose();
      written.dispose();
      picture.current = null;
      labels.current = null;
    };
  }, [drawing, language, overlay, scene, invalidate]);

  useEffect(() => {
    const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    const made = new CameraRig(camera, gl.domElement, wrapper, drawing.layout, calm, () => invalidate());
    made.setMode(latest.current.camera.kind);
    rig.current = made;
    invalidate();
    return () => {
      made.dispose();
      rig.current = null;
    };
  }, [camera, gl, wrapper, drawing, invalidate]);

  useEffect(() => rig.current?.setMode(props.camera.kind), [props.camera.kind]);

  // Any of these changes the picture without a frame.
  // biome-ignore lint/correctness/useExhaustiveDependencies: they are triggers
  useEffect(() => invalidate(), [props.camera, props.selected, props.overlays, props.heat, size, invalidate]);

  useEffect(() => {
    if (frames.subscribe) return frames.subscribe(() => invalidate());
    let seen = frames.latest();
    let request = requestAnimationFrame(function look() {
      if (frames.latest() !== seen) {
        seen = frames.latest();
        invalidate();
      }
      request = requestAnimationFrame(look);
    });
    return () => cancelAnimationFrame(request);
  }, [frames, invalidate]);

  usePointer(latest, picture, rig, hovered);

  useFrame((_, delta) => {
    const startMs = performance.now();
    const level = LEVELS[auto.current?.level ?? HIGH]!;
    const now = latest.current;
    const drawn = picture.current;
    setDpr(pixelRatio(level, size.width, size.height, window.devicePixelRatio));
    rig.current?.resize(size.width / Math.max(1, size.height));
    const dtS = Math.min(delta, MAX_STEP_S);
    const alpha = now.frames.alpha(startMs);
    const frame = now.frames.latest();
    let moving = false;
    if (drawn && frame) {
      moving = drawn.update({ previous: now.frames.previous(), latest: frame, alpha, dtS }, level, now.overlays);
      drawn.inside = now.camera.kind === 'walk';
      drawn.mark(now.selected, hovered.current);
      drawn.heat.show(now.heat ?? null);
    }
    const subject = now.camera.kind === 'follow' ? (drawn?.subject(now.camera.target) ?? null) : null;
    moving = (rig.current?.update(dtS, subject) ?? false) || moving;
    const updatedMs = performance.now() - startMs;
    gl.render(scene, camera);
    if (drawn && frame) labels.current?.update(frame, drawn, camera, now.selected, size.width, size.height);
    const spentMs = performance.now() - startMs;
    meter.current.record(gl, updatedMs, spentMs, startMs, level.name, frame?.people ?? 0, wrapper, now.onStats);
    adapt(startMs);
    lastPictureMs.current = moving ? startMs : null;
    if (moving) invalidate();
  }, 1);

  /** Lets `auto` look at the pace of pictures that followed each other. */
  function adapt(startMs: number): void {
    const last = lastPictureMs.current;
    if (quality === 'auto' && last !== null && auto.current?.feed(startMs - last)) invalidate();
  }

  return null;
}

/** Clicks pick, moves hover. Reads the newest props through the refs. */
function usePointer(
  latest: React.RefObject<StageProps>,
  picture: React.RefObject<Picture | null>,
  rig: React.RefObject<CameraRig | null>,
  hovered: React.RefObject<Pick | null>,
): void {
  const gl = useThree((state) => state.gl);
  const camera = useThree((state) => state.camera);
  const invalidate = useThree((state) => state.invalidate);

  useEffect(() => {
    const canvas = gl.domElement;
    const caster = new Raycaster();
    const point = new Vector2();
    let pressed: { x: number; y: number } | null = null;

    const under = (event: PointerEvent | MouseEvent): Pick | null => {
      const box = canvas.getBoundingClientRect();
      point.set(((event.clientX - box.left) / box.width) * 2 - 1, 1 - ((event.clientY - box.top) / box.height) * 2);
      caster.setFromCamera(point, camera);
      const { origin, direction } = caster.ray;
      const ray = { ox: origin.x, oy: origin.y, oz: origin.z, dx: direction.x, dy: direction.y, dz: direction.z };
      return picture.current?.pick(ray) ?? null;
    };
    const hover = (pick: Pick | null): void => {
      if (samePick(pick, hovered.current)) return;
      hovered.current = pick;
      canvas.style.cursor = pick ? 'pointer' : '';
      invalidate();
    };
    const down = (event: PointerEvent): void => {
      pressed = event.button === 0 ? { x: event.clientX, y: event.clientY } : null;
    };
    const move = (event: PointerEvent): void => {
      if (event.buttons === 0 && event.pointerType !== 'touch') hover(under(event));
    };
    const up = (event: PointerEvent): void => {
      const from = pressed;
      pressed = null;
      if (!from || Math.hypot(event.clientX - from.x, event.clientY - from.y) > CLICK_PX) return;
      latest.current.onPick(under(event));
    };
    const leave = (): void => hover(null);
    const home = (event: MouseEvent): void => {
      if (!under(event)) rig.current?.reset();
    };
    canvas.addEventListener('pointerdown', down);
    canvas.addEventListener('pointermove', move);
    canvas.addEventListener('pointerup', up);
    canvas.addEventListener('pointerleave', leave);
    canvas.addEventListener('dblclick', home);
    return () => {
      canvas.removeEventListener('pointerdown', down);
      canvas.removeEventListener('pointermove', move);
      canvas.removeEventListener('pointerup', up);
      canvas.removeEventListener('pointerleave', leave);
      canvas.removeEventListener('dblclick', home);
    };
  }, [gl, camera, invalidate, latest, picture, rig, hovered]);
}
