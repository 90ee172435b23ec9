/** Calm light look. Texts keep a contrast of at least 4.5 : 1 on their ground (WCAG 2 AA). */
import type { ThemeConfig } from 'antd';

export const THEME: ThemeConfig = {
  token: {
    colorPrimary: '#0b5f73',
    colorLink: '#0b5f73',
    colorText: '#1d2a30',
    colorTextSecondary: '#45535a',
    colorTextTertiary: '#55636a',
    colorTextDescription: '#45535a',
    colorTextPlaceholder: '#5d6a70',
    colorBgLayout: '#f3f1ec',
    borderRadius: 6,
    fontFamily:
      "system-ui, -apple-system, 'Segoe UI', 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif",
  },
  components: {
    Segmented: { itemColor: '#33424a', trackBg: '#e4e7e7' },
    Slider: { dotSize: 8 },
  },
};
