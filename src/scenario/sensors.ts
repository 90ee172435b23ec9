/** A scenario's sensors -> the kernel's: the preset, and what the file says otherwise. Degrees become radians. */
import { PI } from '../kernel/base/detmath';
import { BASIC_SENSORS, REALISTIC_SENSORS } from '../kernel/robot/sensorPresets';
import type { RobotSensors } from '../kernel/robot/sensorSpec';
import type { ScenarioSensors } from './schema/scenario';

const rad = (deg: number): number => (deg * PI) / 180;

export function sensorsOf(given: ScenarioSensors): RobotSensors {
  const preset = given.preset === 'realistic' ? REALISTIC_SENSORS : BASIC_SENSORS;
  const { fieldOfViewDeg, glassWithinDeg, ...lidar } = given.lidar;
  const { halfViewDeg, ...camera } = given.camera;
  const { toleranceDeg, ...contacts } = given.contacts;
  return {
    wheels: over(preset.wheels, given.wheels),
    lidar: over(preset.lidar, {
      ...lidar,
      ...(fieldOfViewDeg === undefined ? {} : { fieldOfViewRad: rad(fieldOfViewDeg) }),
      ...(glassWithinDeg === undefined ? {} : { glassWithinRad: rad(glassWithinDeg) }),
    }),
    odometry: over(preset.odometry, given.odometry),
    // Something said of a unit that the preset has not builds it in.
    imu: given.imu === undefined ? preset.imu : given.imu && over(preset.imu ?? requireImu(), given.imu),
    cliff: given.cliff === undefined ? preset.cliff : given.cliff,
    camera: over(preset.camera, {
      ...camera,
      ...(halfViewDeg === undefined ? {} : { halfViewRad: rad(halfViewDeg) }),
    }),
    marker: over(preset.marker, given.marker),
    microphone: over(preset.microphone, given.microphone),
    touch: over(preset.touch, given.touch),
    reader: over(preset.reader, given.reader),
    contacts: over(preset.contacts, {
      ...contacts,
      ...(toleranceDeg === undefined ? {} : { toleranceRad: rad(toleranceDeg) }),
    }),
  };
}

function requireImu(): NonNullable<RobotSensors['imu']> {
  const { imu } = REALISTIC_SENSORS;
  if (imu === null) throw new Error('sensorsOf: the realistic preset has no inertial unit');
  return imu;
}

/** The preset with what is given (undefined = not given). */
function over<T extends object>(preset: T, given: { readonly [K in keyof T]?: T[K] | undefined }): T {
  const result = { ...preset };
  for (const key of Object.keys(given) as (keyof T)[]) {
    const value = given[key];
    if (value !== undefined) result[key] = value;
  }
  return result;
}
