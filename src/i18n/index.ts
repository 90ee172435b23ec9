/** Languages of the page: chosen from the address, else from an earlier choice, else from the browser; switchable. */
import i18next, { type TFunction } from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { en } from './en';
import { zh } from './zh';

export const LANGUAGES = ['zh', 'en'] as const;
export type PageLanguage = (typeof LANGUAGES)[number];

/** The names of the languages in themselves. */
export const LANGUAGE_NAMES: Readonly<Record<PageLanguage, string>> = { zh: '中文', en: 'English' };

const STORED = 'hall-twin.language';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof zh };
    returnNull: false;
  }
}

/** `zh` for any Chinese among the first choices, else `en`. */
export function pickLanguage(asked: string | null, stored: string | null, browser: readonly string[]): PageLanguage {
  for (const wish of [asked, stored, ...browser]) {
    const tag = wish?.toLowerCase();
    if (tag?.startsWith('zh')) return 'zh';
    if (tag?.startsWith('en')) return 'en';
  }
  return 'en';
}

export async function startI18n(asked: string | null): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: pickLanguage(asked, readStored(), navigator.languages),
    fallbackLng: 'en',
    resources: { zh: { translation: zh }, en: { translation: en } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  markDocument();
}

export async function setLanguage(language: PageLanguage): Promise<void> {
  await i18next.changeLanguage(language);
  try {
    localStorage.setItem(STORED, language);
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
  }
  markDocument();
}

function readStored(): string | null {
  try {
    return localStorage.getItem(STORED);
  } catch {
    return null;
  }
}

function markDocument(): void {
  document.documentElement.lang = i18next.language === 'zh' ? 'zh-CN' : 'en';
  document.title = i18next.t('shell.title');
}

export type Text = {
  readonly t: TFunction;
  /** A key known only at run time (from the simulation). Shows the key itself if no text has it. */
  readonly say: (key: string, values?: Readonly<Record<string, string | number>>) => string;
  readonly language: PageLanguage;
  /** The one of two names that fits the language. */
  readonly name: (named: { readonly nameZh: string; readonly nameEn: string }) => string;
};

export function useText(): Text {
  const { t, i18n } = useTranslation();
  const language: PageLanguage = i18n.language === 'zh' ? 'zh' : 'en';
  return {
    t,
    say: (key, values = {}) => i18n.t(key as never, values as never) as unknown as string,
    language,
    name: ({ nameZh, nameEn }) => (language === 'zh' ? nameZh : nameEn),
  };
}
