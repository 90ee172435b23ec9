/** Words that recognizers mix up, in the hall's vocabulary: homophones and near-homophones. A list of examples, not a study. */
import type { Language } from '../../../agents/contract';

/** Characters that sound alike, one group a string. */
const ZH_GROUPS = [
  '证政正征',
  '照找',
  '注住驻主',
  '册测策',
  '执职值直',
  '业页夜',
  '护户互',
  '士市事是',
  '居局举具',
  '办半伴',
  '理里力利',
  '税睡说',
  '房防方',
  '产铲',
  '权全',
  '登灯等',
  '记继计纪',
  '变便遍',
  '更耕',
  '新心信',
  '窗床',
  '口扣',
  '号好',
  '带待代戴',
  '去区取趣',
  '在再',
  '哪那拿',
  '医一宜',
  '保宝报',
  '社设涉',
  '公工功',
  '司思四',
  '申身深',
  '请清情',
  '卡咖',
] as const;

const EN_GROUPS = [
  ['licence', 'license', 'lessons'],
  ['permit', 'permits', 'hermit'],
  ['nurse', 'purse', 'nursing'],
  ['registration', 'restoration', 'legislation'],
  ['residence', 'residents', 'evidence'],
  ['property', 'properly', 'poverty'],
  ['tax', 'text', 'tacks'],
  ['house', 'how is', 'hours'],
  ['where', 'were', 'wear'],
  ['window', 'widow'],
  ['card', 'car', 'cart'],
  ['certificate', 'certified'],
  ['change', 'charge', 'chains'],
  ['business', 'busyness'],
  ['lead', 'need', 'leave'],
  ['yes', 'yet'],
] as const;

/** Other words that sound like this one; empty = none known. */
export function soundsLike(word: string, language: Language): readonly string[] {
  if (language === 'zh') {
    const group = ZH_GROUPS.find((candidates) => candidates.includes(word));
    return group === undefined ? [] : Array.from(group).filter((other) => other !== word);
  }
  const bare = word.toLowerCase().replace(/[^a-z]/g, '');
  const group = EN_GROUPS.find((candidates) => (candidates as readonly string[]).includes(bare));
  return group === undefined ? [] : group.filter((other) => other !== bare);
}
