/** Figures as people read them. */

import type { Text } from '../i18n';
import { isCompanion, isStaff, leaderOf, STAFF_BASE } from '../kernel/events';
import type { HallDrawing } from '../runtime/frame';
import { ticketText } from '../view';

/** Hall clock: 09:05, or 09:05:30 with seconds. */
export function clock(timeS: number, seconds = false): string {
  const whole = Math.max(0, Math.floor(timeS + 1e-6));
  const two = (value: number): string => String(value).padStart(2, '0');
  const hm = `${two(Math.floor(whole / 3600))}:${two(Math.floor((whole % 3600) / 60))}`;
  return seconds ? `${hm}:${two(whole % 60)}` : hm;
}

/** Seconds as minutes and seconds: 4:05 min. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** 0..1 as 41.2%. */
export function percent(ratio: number, digits = 0): string {
  return `${(100 * ratio).toFixed(digits)}%`;
}

/** How a visitor is called: by name if scripted, else by number in order of arrival. */
export function visitorName(text: Text, drawing: HallDrawing, citizen: number): string {
  if (isStaff(citizen)) return text.t('events.clerkOf', { number: citizen - STAFF_BASE + 1 });
  if (citizen >= drawing.addedBase) return text.t('events.visitor', { number: `+${citizen - drawing.addedBase + 1}` });
  const script = drawing.scripted[citizen - drawing.scriptedBase];
  if (script) return text.name(script);
  if (isCompanion(citizen)) {
    const leader = leaderOf(citizen);
    return text.t('events.companionOf', { who: leader < 0 ? '+' : visitorName(text, drawing, leader) });
  }
  return text.t('events.visitor', { number: citizen + 1 });
}

export function ticketOf(drawing: HallDrawing, group: number, number: number): string {
  return ticketText(
    drawing.groups.map(({ letter }) => letter),
    group,
    number,
  );
}
