/**
 * A citizen's everyday choices: where to go first, which seat, what to say. Pure functions, no state.
 * The rules are simple and stated; no published model of seat choice in service halls was at hand, so weights are assumptions.
 */
import type { CitizenPolicies } from '../contract';
import { overTolerance, overTolerancePerWindow } from './balking';
import { ifShorter, ifWilling } from './channel';
import { deskFirst, robotOrDesk, shortestLine, ticketFirst } from './firstStop';
import { fromTheEnd, whenShorter } from './jockeying';
import { leaveAtLimit, stayWhenNear } from './reneging';
import { apart, nearest, nearWindows, stands } from './seats';
import { nearestUnseen } from './wayfinding';

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
  chooseFirstStop: robotOrDesk,
  firstStops: {
    'robot-or-desk': robotOrDesk,
    'desk-first': deskFirst,
    'shortest-line': shortestLine,
    'ticket-first': ticketFirst,
  },
  chooseSeat: nearWindows,
  seats: { 'near-windows': nearWindows, nearest, apart, stands },
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
  jockeying: { 'when-shorter': whenShorter, 'from-the-end': fromTheEnd },
  channel: { 'if-willing': ifWilling, 'if-shorter': ifShorter },
};
