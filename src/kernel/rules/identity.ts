/** The five ways to prove identity that the report names, with what each takes if a scenario does not say. Assumptions. */
import type { DurationSpec } from '../spec';

export const IDENTITY_WAYS = ['idCard', 'face', 'fingerprint', 'phoneCode', 'signature'] as const;
export type IdentityWay = (typeof IDENTITY_WAYS)[number];

type Preset = { readonly time: DurationSpec; readonly successShare: number };
const preset = (meanS: number, successShare: number): Preset => ({
  time: { kind: 'lognormal', meanS, cv: 0.5 },
  successShare,
});

/** A card is read or worn out; a face is badly lit; old fingers do not read; a code waits for the network; a signature always works. */
export const IDENTITY_PRESETS: Readonly<Record<IdentityWay, Preset>> = {
  idCard: preset(8, 0.97),
  face: preset(5, 0.93),
  fingerprint: preset(8, 0.9),
  phoneCode: preset(30, 0.95),
  signature: preset(15, 0.99),
};
