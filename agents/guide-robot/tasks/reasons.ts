/** Why the robot does what it does, in one sentence, both languages: for its operator, never spoken. */
import type { Language } from '../../contract';

export type Reason = Readonly<Record<Language, string>>;

const both = (en: string, zh: string): Reason => ({ en, zh });

export const reasons = {
  notStarted: both('Not started.', '尚未启动。'),
  emergencyStop: both('The emergency stop is pressed.', '急停按钮已按下。'),
  listening: both('Listening to a guest.', '正在听来访者说话。'),
  waitsForReply: both('Waiting for the reply to the offer to lead.', '已提出带路，等待答复。'),
  consulting: both('Going through the questions with a guest.', '正在逐项询问来访者的情况。'),
  leading: (window: string) => both(`Leading the guest to window ${window}.`, `正在带来访者去 ${window} 窗口。`),
  noWayToWindow: (window: string) =>
    both(`There is no way to window ${window} at the moment; trying.`, `暂时没有去 ${window} 窗口的路，正在再试。`),
  guestBehind: (metres: string) =>
    both(`Waiting: the guest is ${metres} m behind.`, `等待中：来访者落后 ${metres} 米。`),
  guestOutOfSight: both('Waiting: the guest is out of sight; looking back.', '等待中：看不到来访者，正在回头寻找。'),
  handingOver: both('Arrived: handing the guest over to the window.', '已到达，正在把来访者交给窗口。'),
  atPost: both('Standing at the post, ready for questions.', '在岗位待命，可随时询问。'),
  noWayToPost: both('There is no way to the post at the moment; trying again.', '暂时没有回岗位的路，正在再试。'),
  postTaken: both('Somebody stands on the post; waiting beside it.', '岗位上有人，在旁边等候。'),
  leavesClosedPart: both('This part of the hall is closed now: driving out of it.', '这片区域临时关闭，正在驶离。'),
  noWayOut: both(
    'This part of the hall is closed now, and there is no way out of it: staying here.',
    '这片区域临时关闭，但没有路可以离开，留在原地。',
  ),
  besideClosedPost: both(
    'The post is in a part of the hall that is closed now: waiting at the nearest open place until it opens.',
    '岗位所在区域临时关闭，在最近的开放位置等候重新开放。',
  ),
  besideClosedPlace: both(
    'The place the operator chose is in a part of the hall that is closed now: waiting at the nearest open place.',
    '操作员指定的位置所在区域临时关闭，在最近的开放位置等候。',
  ),
  stoppedInClosedPart: both(
    'This part of the hall is closed now; it stays until the operator lets it go.',
    '这片区域临时关闭，但操作员已停止它，留在原地。',
  ),
  dockClosed: both(
    'The dock is in a part of the hall that is closed now: charging waits until it opens or the battery is nearly empty.',
    '充电桩所在区域临时关闭，等重新开放或电量将尽时再去充电。',
  ),
  entersToDock: both(
    'The dock is in a part of the hall that is closed now; the battery is nearly empty, so it goes in to charge.',
    '充电桩所在区域临时关闭，但电量将尽，正在进入充电。',
  ),
  staysOnClosedDock: (percent: number) =>
    both(
      `This part of the hall is closed now, but the battery has too little to leave: staying until ${percent} %.`,
      `这片区域临时关闭，但电量不足以离开，充到 ${percent}% 再离开。`,
    ),
  firstToPost: both('Driving to the post for the first time.', '首次前往岗位。'),
  backToPost: both('Going back to the post.', '正在返回岗位。'),
  toOperatorsPlace: both('Driving to the place the operator chose.', '正在前往操作员指定的位置。'),
  atOperatorsPlace: both('Waiting at the place the operator chose.', '在操作员指定的位置等候。'),
  stoppedByOperator: both('Stopped by the operator until the next order.', '已被操作员停止，等待下一个指令。'),
  toDockOnRequest: both('Driving to the dock on request.', '应要求前往充电桩。'),
  toDockBatteryLow: both('Battery low: driving to the dock.', '电量低，正在前往充电桩。'),
  dockingFailed: (times: number, seconds: number) =>
    both(
      `Docking failed ${times} times; trying again in ${seconds} s.`,
      `对接充电桩失败 ${times} 次，${seconds} 秒后再试。`,
    ),
  onContacts: both('On the contacts: current flows.', '已接触电极，开始充电。'),
  looksForMarker: both('Looking for the dock marker.', '正在寻找充电桩标识。'),
  ontoDock: (metres: string) =>
    both(`Driving onto the dock, ${metres} m to go.`, `正在驶入充电桩，还有 ${metres} 米。`),
  charging: (percent: number, target: number) =>
    both(`Charging: ${percent} % of ${target} %.`, `充电中：${percent}%，目标 ${target}%。`),
  leavesDock: both('Leaving the dock.', '正在离开充电桩。'),
  backsOff: both('Backing off to the staging place.', '正在退到充电桩前的等候点。'),
  tellsGuest: both('Telling the guest that a colleague is fetched.', '正在告诉来访者去请工作人员。'),
  fetching: (place: Reason) =>
    both(`Going to ${place.en} to fetch a colleague for the guest.`, `正在去${place.zh}为来访者请工作人员。`),
  asksClerk: (place: Reason) =>
    both(`Asking at ${place.en} whether somebody can come.`, `正在${place.zh}询问能否来人帮忙。`),
  clerkSaysWait: (place: Reason) =>
    both(`Waiting at ${place.en}: the clerk finishes a case first.`, `正在${place.zh}等候：工作人员先办完手头的事。`),
  bringsClerk: both('Going back to the guest with a colleague.', '正在带工作人员回到来访者身边。'),
  backWithoutClerk: both('Going back to the guest: nobody can come.', '正在回到来访者身边：暂时没有人能来。'),
  reports: both('Telling the guest what the colleague said.', '正在告诉来访者结果。'),
  looksForGuest: both('Looking for the guest who was waiting.', '正在寻找等候的来访者。'),
  leadingTo: (place: Reason) => both(`Leading the guest to ${place.en}.`, `正在带来访者去${place.zh}。`),
  lost: both('Does not know where it is: looking round.', '不知道自己在哪里，正在环顾定位。'),
  seekingGuest: both('Going back to where the guest was last seen.', '正在回到最后看到来访者的地方寻找。'),
  patrolling: (stop: number, of: number) =>
    both(`Publicity round: on the way to stop ${stop} of ${of}.`, `宣传巡游：前往第 ${stop} / ${of} 站。`),
  publicity: (stop: number, of: number) =>
    both(`Publicity round: speaking at stop ${stop} of ${of}.`, `宣传巡游：在第 ${stop} / ${of} 站宣讲。`),
  clearsTheWay: both('Evacuation: clearing the way.', '疏散：正在让出通道。'),
  parked: both('Evacuation: parked out of the way.', '疏散：已停靠在不挡路的位置。'),
  givesWay: both('Giving way to another robot.', '正在给另一台机器人让行。'),
  waitsForDock: both('Waiting until the dock is free.', '正在等待充电桩空出。'),
  opportunity: both('Quiet: charging while nobody needs help.', '空闲时段：趁无人咨询时充电。'),
  noUsableScan: both('No usable laser scan.', '没有可用的激光扫描。'),
  personInTheWay: both('A person is in the way.', '有人挡路。'),
  somethingInTheWay: both('Something is in the way.', '有东西挡路。'),
  noWayNow: both('There is no way at the moment.', '暂时没有路。'),
  letsOut: both('People are coming through the door: they go first.', '有人正从门里出来，先让他们走。'),
  movesOff: both('Touched something: moving off it.', '碰到了东西，正在退开。'),
  backsUp: both('Backs up a little to find another way.', '后退一点，另找路线。'),
  looksRound: both('Turns round to look for a way.', '原地转身寻找出路。'),
  stuck: both('Stuck:', '被困：'),
} as const;

/** Sentences one after another. */
export function joined(...parts: readonly Reason[]): Reason {
  return {
    en: parts.map((part) => part.en).join(' '),
    zh: parts.map((part) => part.zh).join(''),
  };
}
