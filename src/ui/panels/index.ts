export { CameraBar } from './CameraBar/CameraBar';
export { Help } from './Help/Help';
export { Legend } from './Legend/Legend';
export { Problems } from './Problems/Problems';
export { SidePanel } from './SidePanel';
export { TableTwin } from './TableTwin/TableTwin';
export { TopBar } from './TopBar/TopBar';
export { TransportBar } from './TransportBar/TransportBar';
