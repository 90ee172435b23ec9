/**
 * The terminating day of planner.md section 5 as a scenario file: 810 Poisson arrivals over 8 hours (90 150 130 60 80 140 110 50 an hour), 22
 * windows for one letter, mean service 8 min, start empty, serve out, no walking.
 */
import type { ScenarioSource } from '../../src/scenario/source';
import { sourceOf } from './shipped';

const RATES = [90, 150, 130, 60, 80, 140, 110, 50];

/** @param service distribution of the service time; mean 8 min */
export function theoryDay(service: 'exponential' | 'lognormal' = 'exponential'): ScenarioSource {
  const { sceneFile, sceneText } = sourceOf('zhaoqing-property-before');
  const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;
  const scenario = {
    version: 1,
    id: 'theory-day',
    name: { zh: '理论日', en: 'Terminating day' },
    scene: 'unused.scene.yaml',
    resolution: 'meso',
    walking: false,
    hours: { open: '08:00', close: '16:00', end: '24:00' },
    groups: [{ letter: 'A', name: { zh: '综合', en: 'General' } }],
    items: [
      {
        id: 'case',
        name: { zh: '事项', en: 'Case' },
        department: { zh: '部门', en: 'Department' },
        group: 'A',
        service: { dist: service, meanMin: 8, ...(service === 'lognormal' ? { cv: 0.75 } : {}) },
      },
    ],
    arrivals: [{ rate: RATES.map((perHour, k) => ({ from: clock(8 + k), to: clock(9 + k), perHour })) }],
    staffing: [{ windows: ['W01-W22'], letters: 'all' }],
  };
  return { scenarioFile: 'theory-day.scenario.json', scenarioText: JSON.stringify(scenario), sceneFile, sceneText };
}
