/** What is wrong with files, the address or the simulation: place, what was found, what is allowed. */
import { Alert, Button } from 'antd';
import { useText } from '../../../i18n';
import type { Problem } from '../../../scenario/source';
import { dismissNotice, restart } from '../../stores/actions';
import { useFigures } from '../../stores/figures';
import { useSession } from '../../stores/session';

export function Problems() {
  const { t, say } = useText();
  const { problems, error, notices, warnings } = useSession();
  const running = useFigures((state) => state.drawing !== null);
  return (
    <>
      {error && (
        <Alert
          type="error"
          showIcon
          title={t('errors.crashed')}
          description={
            <>
              <p>{t('errors.crashedHint')}</p>
              <pre className="trace">{error}</pre>
            </>
          }
          action={<Button onClick={() => void restart()}>{t('shell.restart')}</Button>}
        />
      )}
      {problems.length > 0 && (
        <Alert
          type="error"
          showIcon
          closable={{ 'aria-label': t('shell.close'), onClose: () => useSession.setState({ problems: [] }) }}
          title={t('errors.title')}
          description={
            <>
              {running && <p>{t('errors.kept')}</p>}
              <ProblemList problems={problems} />
            </>
          }
        />
      )}
      {notices.map((notice, i) => (
        <Alert
          key={`${notice.key}:${Object.values(notice.values).join()}`}
          type="info"
          showIcon
          closable={{ 'aria-label': t('shell.close'), onClose: () => dismissNotice(i) }}
          title={say(notice.key, notice.values)}
        />
      ))}
      {warnings.length > 0 && (
        <Alert
          type="warning"
          showIcon
          closable={{ 'aria-label': t('shell.close'), onClose: () => useSession.setState({ warnings: [] }) }}
          title={t('errors.warnings', { count: warnings.length })}
          description={<ProblemList problems={warnings} />}
        />
      )}
    </>
  );
}

function ProblemList({ problems }: { readonly problems: readonly Problem[] }) {
  const { t } = useText();
  return (
    <ul className="problems" data-testid="problems">
      {problems.map((problem) => (
        <li key={`${problem.file}:${problem.line}:${problem.path}:${problem.message}`}>
          <code>
            {problem.file}
            {problem.line === null ? '' : `, ${t('errors.line', { line: problem.line })}`}
            {problem.path === '' ? '' : `, ${problem.path}`}
          </code>
          : {problem.message}
        </li>
      ))}
    </ul>
  );
}
