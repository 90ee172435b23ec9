/** What a check finds, before file and line are known. */
export type Finding = {
  readonly severity: 'error' | 'warning';
  readonly file: 'scene' | 'scenario';
  readonly path: readonly (string | number)[];
  readonly message: string;
};
export type Findings = Finding[];

export function error(file: Finding['file'], path: Finding['path'], message: string): Finding {
  return { severity: 'error', file, path, message };
}

export function warning(file: Finding['file'], path: Finding['path'], message: string): Finding {
  return { severity: 'warning', file, path, message };
}
