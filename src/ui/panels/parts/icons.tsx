/** The few signs on buttons, drawn here so that no icon font is loaded. */
const PATHS = {
  play: 'M7 4.5v15l12-7.5z',
  pause: 'M6 5h4v14H6zM14 5h4v14h-4z',
  step: 'M6 5v14l8-7zM16 5h3v14h-3z',
  restart: 'M12 5V1.5L6.5 7 12 12.5V8a4.5 4.5 0 1 1-4.5 4.5H5A7 7 0 1 0 12 5z',
  close: 'M6 7.4 7.4 6 12 10.6 16.6 6 18 7.4 13.4 12 18 16.6 16.6 18 12 13.4 7.4 18 6 16.6 10.6 12z',
  table: 'M4 5h16v14H4zM6 9v3h4V9zm6 0v3h6V9zm-6 5v3h4v-3zm6 0v3h6v-3z',
  help: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zm1 17h-2v-2h2zm2-7.7-.9.9c-.7.7-1.1 1.3-1.1 2.8h-2v-.5c0-1.1.4-2.1 1.1-2.8l1.3-1.3a2 2 0 1 0-3.4-1.4H8a4 4 0 1 1 7 2.3z',
  folder: 'M3 5h6l2 2.5h10V19H3z',
  link: 'M10.6 13.4a1 1 0 0 0 1.4 0l4-4a3 3 0 1 0-4.2-4.2L10 7l1.4 1.4 1.8-1.8a1 1 0 0 1 1.4 1.4l-4 4a1 1 0 0 0 0 1.4zm2.8-2.8a1 1 0 0 0-1.4 0l-4 4A3 3 0 1 0 12.2 18.8L14 17l-1.4-1.4-1.8 1.8a1 1 0 0 1-1.4-1.4l4-4a1 1 0 0 0 0-1.4z',
  person: 'M12 3a3.2 3.2 0 1 1 0 6.4A3.2 3.2 0 0 1 12 3zM5.5 20c0-5 2.5-8.5 6.5-8.5s6.5 3.5 6.5 8.5z',
} as const;
export type IconName = keyof typeof PATHS;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg viewBox="0 0 24 24" width="1.15em" height="1.15em" fill="currentColor" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
