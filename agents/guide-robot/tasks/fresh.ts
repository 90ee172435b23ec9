/** What a robot starts with: nothing seen, nothing to do. */
import type { Percept, SiteKnowledge } from '../../contract';
import { NEVER_S } from '../params';
import type { Memory } from './records';

/** The percept before the first one. */
export const NOTHING: Percept = {
  stampS: 0,
  odometry: { xM: 0, yM: 0, yawRad: 0, linearMps: 0, angularRps: 0 },
  imu: null,
  scans: [],
  battery: { chargeRatio: 1, voltageV: 0, currentA: 0, charging: false },
  contacts: { bumper: false, emergencyStop: false, cliff: false },
  dockMarker: null,
  people: [],
  heard: [],
  touched: [],
  presented: [],
  requests: [],
};

export function freshMemory(site: SiteKnowledge): Memory {
  return {
    order: { kind: 'none' },
    started: false,
    leadTo: null,
    hold: null,
    leadOrder: null,
    error: null,
    quietSinceS: 0,
    patrolStop: 0,
    helpCalledS: NEVER_S,
    chargeAgainS: NEVER_S,
    apologisedS: NEVER_S,
    excusedS: NEVER_S,
    language: site.language,
    unanswered: [],
  };
}
