/** Facts about staff whom robots fetch, as sentences; null for other facts. */
import type { Text } from '../../../i18n';
import { EventKind, FetchEnd, FetchReply, HELP_REASONS } from '../../../kernel/events';
import type { FeedLine } from '../../../runtime/frame';

export function fetchSentence({ t, say }: Text, line: FeedLine, who: string, robot: string): string | null {
  switch (line.kind) {
    case EventKind.fetchStarted:
      return t('events.fetchStarted', {
        who,
        robot,
        why: say(`events.fetchWhy.${HELP_REASONS[line.b] ?? 'asks-for-person'}`),
      });
    case EventKind.fetchAsked:
      return t('events.fetchAsked', { robot });
    case EventKind.fetchAnswered:
      if (line.b === FetchReply.busy) return t('events.fetchBusy', { robot });
      return line.b === FetchReply.wait ? t('events.fetchWait', { robot }) : t('events.fetchComing', { robot });
    case EventKind.fetchCame:
      return t('events.fetchCame', { who, seconds: Math.round(line.b / 10) });
    case EventKind.fetchEnded:
      switch (line.b) {
        case FetchEnd.led:
          return t('events.fetchLed', { who, robot });
        case FetchEnd.nobody:
          return t('events.fetchNobody', { who, robot });
        case FetchEnd.left:
          return t('events.fetchLeft', { who, robot });
        case FetchEnd.brokenOff:
          return t('events.fetchBrokenOff', { who, robot });
        default:
          return t('events.fetchHelped', { who });
      }
    default:
      return null;
  }
}
