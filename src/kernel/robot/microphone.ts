/**
 * Array microphone and speech recognizer: hears within range, with an error in direction and distance, and gets words wrong the
 * more, the farther the speaker and the louder the hall. Text only; whom it belongs to it does not know.
 *
 * Share of wrong words = 1 / (1 + exp((SNR - half) / slope)), SNR in dB at the microphone: the voice falls by 20 log10 of the
 * distance, the noise is the hall's plus that of each person near. A wrong word is replaced by one that sounds alike, if one is
 * known, else dropped. Reverberation and overlapping speakers are left out.
 */
import type { HeardSpeech, Pose2D } from '../../../agents/contract';
import { atan2, exp, log, wrapAngle } from '../base/detmath';
import type { RandomStream } from '../base/random';
import { soundsLike } from './confusions';
import { toRobotFrame } from './frames';
import type { MicrophoneSpec, RecognitionSpec } from './sensorSpec';

const LN_10 = log(10);

/** Share of words that the recognizer gets wrong. @param people persons within 5 m besides the speaker */
export function wordErrorShare(spec: RecognitionSpec, distanceM: number, people: number): number {
  const decibels = (ratio: number): number => (10 * log(ratio)) / LN_10;
  const power = (db: number): number => exp((db / 10) * LN_10);
  const noiseDb = decibels(power(spec.noiseDb) + people * power(spec.personDb));
  const snr = spec.speechDb - 2 * decibels(distanceM > 0.3 ? distanceM : 0.3) - noiseDb;
  return 1 / (1 + exp((snr - spec.halfDb) / spec.slopeDb));
}

/** Null = too far away to be heard. */
export function hearSpeech(
  spec: MicrophoneSpec,
  robot: Pose2D,
  speech: Pick<HeardSpeech, 'text' | 'language'>,
  xM: number,
  yM: number,
  peopleNear: number,
  stampS: number,
  noise: RandomStream,
  words: RandomStream,
): HeardSpeech | null {
  const at = toRobotFrame(robot, xM, yM);
  const distance = Math.sqrt(at.xM * at.xM + at.yM * at.yM);
  if (distance > spec.rangeM) return null;
  let bearingRad = atan2(at.yM, at.xM);
  let distanceM = distance;
  noise.normalPair((first, second) => {
    bearingRad = wrapAngle(bearingRad + spec.sigmaRad * first);
    distanceM = Math.max(0.1, distance * (1 + spec.distanceShare * second));
  });
  const { recognition } = spec;
  if (recognition === null) {
    const confidence = distance < 1 ? 0.95 : Math.max(0.3, 0.95 - 0.1 * (distance - 1));
    return { ...speech, stampS, bearingRad, distanceM, confidence };
  }
  const wrong = wordErrorShare(recognition, distance, peopleNear);
  const text = garbled(speech.text, speech.language, wrong, words);
  // The recognizer knows about how well it heard, not which words are wrong.
  const confidence = Math.min(0.99, Math.max(0.05, 1 - wrong + 0.05 * words.normal()));
  return { ...speech, text, stampS, bearingRad, distanceM, confidence };
}

/** The text with each word wrong by chance. Chinese: a word is a character; English: what stands between spaces. */
export function garbled(
  text: string,
  language: HeardSpeech['language'],
  wrongShare: number,
  words: RandomStream,
): string {
  const parts = language === 'zh' ? Array.from(text) : text.split(' ');
  const heard: string[] = [];
  for (const part of parts) {
    if (words.uniform() >= wrongShare) {
      heard.push(part);
      continue;
    }
    const alike = soundsLike(part, language);
    const pick = words.integer(alike.length + 1);
    const replacement = alike[pick];
    if (replacement !== undefined) heard.push(replacement);
  }
  return heard.join(language === 'zh' ? '' : ' ');
}
