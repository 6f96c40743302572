import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Pwa, type PwaEnvironment } from '../../src/page/pwa.ts';
import { ShellNotebook } from '../../src/page/shell-version.ts';
import { MemoryCaches } from './memory-caches.ts';

class FakeWorker extends EventTarget {
  state: ServiceWorkerState = 'installing';
  readonly postMessage = vi.fn<(message: unknown) => void>();

  become(state: ServiceWorkerState): void {
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }
}

class FakeRegistration extends EventTarget {
  installing: FakeWorker | null = null;
  active: FakeWorker | null = null;
  readonly update = vi.fn(() => Promise.resolve());

  /** The host has another version, which is being looked at. */
  find(): FakeWorker {
    const worker = new FakeWorker();
    this.installing = worker;
    this.dispatchEvent(new Event('updatefound'));
    return worker;
  }
}

class FakeContainer extends EventTarget {
  readonly registration = new FakeRegistration();
  readonly register = vi.fn(() => Promise.resolve(this.registration));
}

class FakeDocument extends EventTarget {
  visibilityState: DocumentVisibilityState = 'visible';
}

const HOUR_MS = 3_600_000;
const SCOPE = 'https://twocan.example/';
const KEPT = { version: '1', fingerprint: 'aa', files: [] };
const OTHER = { version: '2', fingerprint: 'bb', files: [] };

describe('Pwa', () => {
  let container: FakeContainer;
  let caches: MemoryCaches;
  let page: EventTarget;
  let document: FakeDocument;
  let nowMs: number;
  const reload = vi.fn();
  const listener = { offlineReady: vi.fn(), news: vi.fn(), canInstall: vi.fn() };
  let notes: ShellNotebook;

  function pwa(serviceWorkers: FakeContainer | undefined = container): Pwa {
    const environment: PwaEnvironment = {
      // The fake has what Pwa uses of a container.
      serviceWorkers: serviceWorkers as unknown as ServiceWorkerContainer | undefined,
      window: page,
      document,
      caches,
      scope: SCOPE,
      fetch: () => Promise.resolve(new Response('x')),
      reload,
      nowMs: () => nowMs,
    };
    return new Pwa(environment, listener);
  }

  beforeEach(() => {
    vi.clearAllMocks();
    container = new FakeContainer();
    page = new EventTarget();
    document = new FakeDocument();
    nowMs = 1_000_000;
    caches = new MemoryCaches();
    notes = new ShellNotebook(SCOPE, caches);
  });

  it('says that the page works offline once the first version is active, and nothing of an update', async () => {
    const worker = new FakeWorker();
    container.registration.installing = worker;
    await pwa().start();
    worker.become('installed');
    expect(listener.offlineReady).not.toHaveBeenCalled();
    worker.become('activated');
    expect(listener.offlineReady).toHaveBeenCalledOnce();
    expect(listener.news).not.toHaveBeenCalledWith(expect.anything());
  });

  it('says at once that the page works offline on a later visit', async () => {
    container.registration.active = new FakeWorker();
    await pwa().start();
    expect(listener.offlineReady).toHaveBeenCalledOnce();
  });

  it('tells of a version that waits for a yes', async () => {
    container.registration.active = new FakeWorker();
    await pwa().start();
    const worker = container.registration.find();
    await notes.write('kept', KEPT);
    await notes.write('offered', OTHER);
    expect(listener.news).not.toHaveBeenCalledWith(expect.anything());
    worker.become('redundant');
    await vi.waitFor(() =>
      expect(listener.news).toHaveBeenLastCalledWith({
        status: 'offered',
        kept: KEPT,
        offered: OTHER,
      }),
    );
  });

  it('tells what was refused, and that it is over when the host has the right files again', async () => {
    container.registration.active = new FakeWorker();
    const subject = pwa();
    await subject.start();
    const refusal = { version: '1', why: 'altered', files: ['a.js'] } as const;
    await notes.write('refused', refusal);
    container.registration.find().become('redundant');
    await vi.waitFor(() =>
      expect(listener.news).toHaveBeenLastCalledWith({ status: 'refused', ...refusal }),
    );
    container.registration.installing = null;
    nowMs += HOUR_MS;
    document.dispatchEvent(new Event('visibilitychange'));
    await vi.waitFor(() => expect(listener.news).toHaveBeenLastCalledWith(null));
    expect(await notes.read('refused')).toBeNull();
  });

  it('installs what was agreed to also when the browser had begun to look before the yes', async () => {
    const { registration } = container;
    registration.active = new FakeWorker();
    const subject = pwa();
    await subject.start();
    await notes.write('kept', KEPT);
    await notes.write('offered', OTHER);
    const tooEarly = registration.find();
    const installing = subject.installUpdate(OTHER.fingerprint);
    await vi.waitFor(async () => expect(await notes.read('agreed')).toBe(OTHER.fingerprint));
    expect(registration.update).toHaveBeenCalledTimes(1);
    // The first update of the page's own ends with the browser's; the next one finds the version.
    registration.update.mockImplementationOnce(() => Promise.resolve());
    registration.update.mockImplementationOnce(() => {
      registration.find().become('installed');
      return Promise.resolve();
    });
    registration.installing = null;
    tooEarly.become('redundant');
    expect(await installing).toBe(true);
    expect(registration.update).toHaveBeenCalledTimes(3);
    container.dispatchEvent(new Event('controllerchange'));
    expect(reload).toHaveBeenCalledOnce();
  });

  it('installs the version that was agreed to, and reloads once it has taken over', async () => {
    container.registration.active = new FakeWorker();
    const subject = pwa();
    await subject.start();
    container.dispatchEvent(new Event('controllerchange'));
    expect(reload).not.toHaveBeenCalled();
    expect(await subject.installUpdate(OTHER.fingerprint)).toBe(true);
    expect(await notes.read('agreed')).toBe(OTHER.fingerprint);
    expect(container.registration.update).toHaveBeenCalledTimes(2);
    expect(reload).not.toHaveBeenCalled();
    container.dispatchEvent(new Event('controllerchange'));
    container.dispatchEvent(new Event('controllerchange'));
    expect(reload).toHaveBeenCalledOnce();
  });

  it('says when the host cannot be asked for the version', async () => {
    const subject = pwa();
    await subject.start();
    container.registration.update.mockRejectedValueOnce(new TypeError('no network'));
    expect(await subject.installUpdate(OTHER.fingerprint)).toBe(false);
    container.dispatchEvent(new Event('controllerchange'));
    expect(reload).not.toHaveBeenCalled();
  });

  it('works without service workers and survives a refused registration', async () => {
    await pwa(undefined).start();
    container.register.mockRejectedValueOnce(new DOMException('', 'SecurityError'));
    await pwa().start();
    expect(listener.offlineReady).not.toHaveBeenCalled();
  });

  it('looks for a new version when the user comes back, at most once an hour', async () => {
    await pwa().start();
    const { update } = container.registration;
    update.mockClear();
    document.dispatchEvent(new Event('visibilitychange'));
    expect(update).not.toHaveBeenCalled();
    nowMs += HOUR_MS;
    document.visibilityState = 'hidden';
    document.dispatchEvent(new Event('visibilitychange'));
    expect(update).not.toHaveBeenCalled();
    document.visibilityState = 'visible';
    document.dispatchEvent(new Event('visibilitychange'));
    document.dispatchEvent(new Event('visibilitychange'));
    expect(update).toHaveBeenCalledOnce();
  });

  it('keeps the offer to install until it was used or the app was installed', async () => {
    const subject = pwa();
    await subject.start();
    const offer = Object.assign(new Event('beforeinstallprompt', { cancelable: true }), {
      prompt: vi.fn(() => Promise.resolve()),
    });
    page.dispatchEvent(offer);
    expect(offer.defaultPrevented).toBe(true);
    expect(listener.canInstall).toHaveBeenLastCalledWith(true);
    await subject.install();
    await subject.install();
    expect(offer.prompt).toHaveBeenCalledOnce();
    expect(listener.canInstall).toHaveBeenLastCalledWith(false);
    page.dispatchEvent(offer);
    page.dispatchEvent(new Event('appinstalled'));
    expect(listener.canInstall).toHaveBeenLastCalledWith(false);
  });
});
