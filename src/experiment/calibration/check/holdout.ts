/** Fit on some days, predict others: the twin against predictors that need no model. */

import type { HallModel } from '../fit/model';
import { type DayCourse, hoursBetween, pooled } from './course';
import { rmse, sampleDistance, sampleMean } from './distance';
import { type ErlangDay, erlangDay } from './erlang';

export const PREDICTORS = ['twin', 'fitMean', 'sameWeekday', 'yesterday', 'erlangC'] as const;
export type PredictorId = (typeof PREDICTORS)[number];

export const PREDICTOR_TEXT: Readonly<Record<PredictorId, string>> = {
  twin: 'the written scenario, many random days',
  fitMean: 'same hour, mean of the days fitted',
  sameWeekday: 'same hour on the last same weekday',
  yesterday: 'same hour on the day before (may be a predicted day: it knows more than the others)',
  erlangC: 'Erlang C for each hour from the fitted rates, services and windows',
};

export type Score = {
  readonly predictor: PredictorId;
  /** Distances of the waiting times, all predicted days together: Kolmogorov-Smirnov 0..1, Wasserstein minutes. */
  readonly waitKs: number;
  readonly waitWassersteinMin: number;
  /** Root mean squared error of the mean number waiting by hour and day, persons. */
  readonly queueRmse: number;
  readonly meanWaitMin: number;
};

export type HoldOut = {
  readonly id: string;
  readonly fitDays: readonly string[];
  readonly predictDays: readonly string[];
  readonly observed: { readonly tickets: number; readonly meanWaitMin: number; readonly meanWaiting: number };
  readonly scores: readonly Score[];
  readonly replications: number;
  /** Hours of window pools in which Erlang C had no answer (load cut to 0.98), of all. */
  readonly erlangOverloaded: number;
  readonly erlangHours: number;
};

export type HoldOutInput = {
  readonly id: string;
  readonly model: HallModel;
  readonly predictDays: readonly string[];
  /** Every recorded day that may be asked for; null = not recorded. */
  readonly course: (day: string, hoursS: readonly number[]) => DayCourse | null;
  readonly recordedDays: readonly string[];
  readonly twinDays: (hoursS: readonly number[]) => Promise<readonly DayCourse[]>;
};

export async function holdOut(input: HoldOutInput): Promise<HoldOut> {
  const { model, predictDays } = input;
  const hoursS = hoursBetween(model.openS, model.closeS);
  const truth = predictDays.map((day) => need(input.course(day, hoursS), day));
  const fitted = pooled(model.days.flatMap((day) => input.course(day, hoursS) ?? []));
  const twin = await input.twinDays(hoursS);
  const twinMean = pooled(twin);
  const erlang: ErlangDay = erlangDay(model, hoursS);
  const earlier = (day: string): string | undefined => input.recordedDays.filter((other) => other < day).pop();
  const sameWeekday = (day: string): string | undefined => {
    const same = input.recordedDays.filter(
      (other) => other < day && !predictDays.includes(other) && weekday(other) === weekday(day),
    );
    return same.pop();
  };
  const of = (day: string | undefined): DayCourse | null => (day === undefined ? null : input.course(day, hoursS));
  const predictions: Readonly<Record<PredictorId, readonly (DayCourse | null)[]>> = {
    twin: predictDays.map(() => twinMean),
    fitMean: predictDays.map(() => fitted),
    sameWeekday: predictDays.map((day) => of(sameWeekday(day))),
    yesterday: predictDays.map((day) => of(earlier(day))),
    erlangC: predictDays.map(() => erlang),
  };
  const all = pooled(truth);
  return {
    id: input.id,
    fitDays: model.days,
    predictDays,
    observed: {
      tickets: all.waits.values.length,
      meanWaitMin: sampleMean(all.waits) / 60,
      meanWaiting: all.waitingByHour.reduce((sum, value) => sum + value, 0) / Math.max(1, all.waitingByHour.length),
    },
    scores: PREDICTORS.map((predictor) => scoreOf(predictor, predictions[predictor], truth)),
    replications: twin.length,
    erlangOverloaded: erlang.overloaded,
    erlangHours: erlang.hours,
  };
}

function scoreOf(predictor: PredictorId, predicted: readonly (DayCourse | null)[], truth: readonly DayCourse[]): Score {
  if (predicted.some((course) => course === null)) {
    const none = Number.NaN;
    return { predictor, waitKs: none, waitWassersteinMin: none, queueRmse: none, meanWaitMin: none };
  }
  const courses = predicted as readonly DayCourse[];
  // Predictors that say the same for every day count once: the same distribution, and weights are kept.
  const waits = courses.every((course) => course === courses[0])
    ? (courses[0] as DayCourse).waits
    : pooled(courses).waits;
  const distance = sampleDistance(waits, pooled(truth).waits);
  return {
    predictor,
    waitKs: distance.ks,
    waitWassersteinMin: distance.wasserstein / 60,
    queueRmse: rmse(
      courses.flatMap((course) => course.waitingByHour),
      truth.flatMap((course) => course.waitingByHour),
    ),
    meanWaitMin: sampleMean(waits) / 60,
  };
}

function need(course: DayCourse | null, day: string): DayCourse {
  if (course === null) throw new Error(`holdOut: ${day} is not in the records`);
  return course;
}

function weekday(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}
