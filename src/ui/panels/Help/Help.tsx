/** Keys, mouse, what the numbers mean. */
import { Modal } from 'antd';
import { useText } from '../../../i18n';
import { useSession } from '../../stores/session';

export function Help() {
  const { t } = useText();
  const open = useSession((state) => state.help);
  const close = (): void => useSession.setState({ help: false });
  const keys: readonly (readonly [string, string])[] = [
    ['Space', t('help.space')],
    ['.', t('help.dot')],
    ['← →', t('help.arrows')],
    ['− +', t('help.plusMinus')],
    ['1 2 3 4', t('help.digits')],
    ['T', t('help.keyT')],
    ['O', t('help.keyO')],
    ['L', t('help.keyL')],
    ['H', t('help.keyH')],
    ['Esc', t('help.escape')],
  ];
  return (
    <Modal
      open={open}
      onCancel={close}
      footer={null}
      title={t('help.title')}
      closable={{ 'aria-label': t('shell.close') }}
    >
      <p>{t('help.intro')}</p>
      <h3>{t('help.keys')}</h3>
      <dl className="rows">
        {keys.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <h3>{t('help.mouse')}</h3>
      <p>{t('help.mouseText')}</p>
      <h3>{t('help.numbers')}</h3>
      <p>{t('help.numbersText')}</p>
    </Modal>
  );
}
