/** Looks over the page's shoulder: which cameras it was given, and which of them still run. */
import type { Person } from './person.ts';

/** What the page keeps for us. */
interface Watched {
  readonly tracks: MediaStreamTrack[];
  /** How many cameras ran each time that another was asked for. */
  readonly runningAtAsk: number[];
}

declare global {
  interface Window {
    watchedCameras?: Watched;
  }
}

/** Begins with the next page that is loaded; what the page gets is what the browser gives. */
export async function watchCameras(person: Person): Promise<void> {
  await person.page.evaluateOnNewDocument(() => {
    if (!('mediaDevices' in navigator)) return;
    const { mediaDevices } = navigator;
    const watched: Watched = { tracks: [], runningAtAsk: [] };
    window.watchedCameras = watched;
    const ask = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (constraints) => {
      watched.runningAtAsk.push(watched.tracks.filter((t) => t.readyState === 'live').length);
      const stream = await ask(constraints);
      watched.tracks.push(...stream.getTracks());
      return stream;
    };
  });
}

export interface CamerasSeen {
  /** Tracks that still run, by the names of their devices. */
  readonly live: readonly string[];
  /** How many cameras this page was given in all. */
  readonly given: number;
  readonly runningAtAsk: readonly number[];
}

export async function camerasOf(person: Person): Promise<CamerasSeen> {
  return person.page.evaluate(() => {
    const { tracks = [], runningAtAsk = [] } = window.watchedCameras ?? {};
    const live = tracks.filter(({ readyState }) => readyState === 'live');
    return {
      live: live.map((track) => track.getSettings().deviceId ?? ''),
      given: tracks.length,
      runningAtAsk,
    };
  });
}
