/** Measures while the tab is shown: turns the worker's meter on and off, and asks for the map about twice a second. */
import { useEffect } from 'react';
import type { HallClient } from '../../../runtime/client';
import { useFigures } from '../../stores/figures';
import { useSession } from '../../stores/session';
import { useSpace } from '../../stores/space';

const PERIOD_MS = 500;

export function useMeasuring(shown: boolean): void {
  const client = useSession((state) => state.client);
  const drawing = useFigures((state) => state.drawing);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another hall is measured anew
  useEffect(() => {
    if (!shown || !client) return;
    let ended = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const again = async (): Promise<void> => {
      await refresh(client);
      if (!ended) timer = setTimeout(() => void again(), PERIOD_MS);
    };
    void client.measureSpace(true).then((possible) => {
      if (ended) return;
      useSpace.setState({ possible });
      if (possible) void again();
    }, fail);
    return () => {
      ended = true;
      clearTimeout(timer);
      useSpace.setState({ view: null });
      void client.measureSpace(false).catch(fail);
    };
  }, [shown, client, drawing]);
}

/** Fetches the map that is chosen now. A view that comes after the tab was left, or for an older choice, is dropped. */
export async function refresh(client: HallClient): Promise<void> {
  const { kind, scheme, letter } = useSpace.getState();
  try {
    const view = await client.spaceView({ kind, scheme, letter });
    const now = useSpace.getState();
    if (view && (now.kind !== kind || now.scheme !== scheme || now.letter !== letter)) return;
    useSpace.setState({ view });
  } catch (error) {
    fail(error);
  }
}

export function fail(error: unknown): void {
  useSession.setState({ error: String(error) });
}
