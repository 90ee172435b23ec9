/** How the hall is looked at: camera, what robots see, legend, fineness of the picture. */
import { Button, Segmented, Select } from 'antd';
import { useText } from '../../../i18n';
import { OVERLAYS, type OverlayName } from '../../../view';
import { setOverlays } from '../../stores/actions';
import { useFigures } from '../../stores/figures';
import { CAMERAS, type CameraName, QUALITIES, useSession } from '../../stores/session';

export function CameraBar() {
  const { t } = useText();
  const { camera, overlays, overlayNames, legend, quality } = useSession();
  const hasRobots = useFigures((state) => (state.drawing?.robots.length ?? 0) > 0);
  return (
    <section className="camera-bar" aria-label={t('camera.label')}>
      <Segmented<CameraName>
        value={camera}
        onChange={(value) => useSession.setState({ camera: value })}
        options={CAMERAS.map((name) => ({ value: name, label: t(`camera.${name}`) }))}
      />
      {hasRobots && (
        <Button
          type={overlays ? 'primary' : 'default'}
          aria-pressed={overlays}
          onClick={() => void setOverlays(!overlays)}
        >
          {t('camera.overlays')}
        </Button>
      )}
      {hasRobots && overlays && (
        <Select<OverlayName[]>
          mode="multiple"
          className="overlay-names"
          aria-label={t('camera.overlayNames')}
          value={[...overlayNames]}
          onChange={(names) => useSession.setState({ overlayNames: names })}
          maxTagCount={0}
          maxTagPlaceholder={() => t('camera.shown', { count: overlayNames.length })}
          showSearch={false}
          options={OVERLAYS.map((name) => ({ value: name, label: t(`overlay.${name}`) }))}
        />
      )}
      <Button
        type={legend ? 'primary' : 'default'}
        aria-pressed={legend}
        onClick={() => useSession.setState({ legend: !legend })}
      >
        {t('camera.legend')}
      </Button>
      <Select
        className="quality"
        aria-label={t('camera.quality')}
        value={quality}
        onChange={(value) => useSession.setState({ quality: value })}
        options={QUALITIES.map((name) => ({ value: name, label: `${t('camera.quality')}: ${t(`camera.${name}`)}` }))}
      />
    </section>
  );
}
