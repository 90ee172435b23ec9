/**
 * A citizen's everyday choices: where to go first, which seat, what to say. Pure functions, no state.
 * The rules are simple and stated; no published model of seat choice in service halls was at hand, so weights are assumptions.
 */
import type { CitizenPolicies, FirstStop, FirstStopView, SeatView } from '../contract';
import { overTolerance, overTolerancePerWindow } from './balking';
import { ifShorter, ifWilling } from './channel';
import { leaveAtLimit, stayWhenNear } from './reneging';
import { nearestUnseen } from './wayfinding';

/** Who has a question prefers the robot while its line is short, then a staffed desk, else takes a ticket and finds out. */
export function chooseFirstStop(view: FirstStopView): FirstStop {
  if (view.asks) {
    const robotOpen = view.robotLine >= 0 && view.robotLine < view.robotLineMax;
    const deskOpen = view.deskLine >= 0;
    if (robotOpen && (!deskOpen || view.robotLine <= view.deskLine)) return 'robot';
    if (deskOpen) return 'desk';
  }
  return 'kiosk';
}

/** Cost in metres: the walk there, a share of the later walk to the windows, and 2 m for each occupied neighbour seat. */
export function chooseSeat(view: SeatView): number {
  let best = -1;
  let bestCost = Number.POSITIVE_INFINITY;
  for (let i = 0; i < view.count; i++) {
    const cost =
      0.6 * (view.toSeatM[i] as number) + (view.toWindowsM[i] as number) + 2 * (view.neighbours[i] as number);
    if (cost < bestCost) {
      bestCost = cost;
      best = i;
    }
  }
  return best;
}

const QUESTIONS_ZH = [
  '请问{item}在哪办？',
  '你好，我想办理{item}，怎么办？',
  '{item}找谁办？',
  '{item}需要什么材料，在哪个窗口？',
] as const;
const QUESTIONS_EN = [
  'Where can I do this: {item}?',
  'Hello, I want to apply for {item}. How does it work?',
  'Who handles {item}?',
  'Which papers and which window for {item}?',
] as const;

export const citizenPolicies: CitizenPolicies = {
  chooseFirstStop,
  chooseSeat,
  question: (itemName, language, mark) => {
    const questions = language === 'zh' ? QUESTIONS_ZH : QUESTIONS_EN;
    const template = questions[Math.min(questions.length - 1, Math.floor(mark * questions.length))] as string;
    return template.replace('{item}', itemName);
  },
  acceptLead: (language) => (language === 'zh' ? '带我到办事窗口' : 'Please take me to the window.'),
  declineLead: (language) => (language === 'zh' ? '不用了，谢谢' : 'No need, thank you.'),
  balking: { 'over-tolerance': overTolerance, 'over-tolerance-per-window': overTolerancePerWindow },
  reneging: { 'leave-at-limit': leaveAtLimit, 'stay-when-near': stayWhenNear },
  way: { 'nearest-unseen': nearestUnseen },
  channel: { 'if-willing': ifWilling, 'if-shorter': ifShorter },
};
