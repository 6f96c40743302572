import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Pwa, type PwaEnvironment } from '../../src/page/pwa.ts';

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
  waiting: FakeWorker | null = null;
  active: FakeWorker | null = null;
  readonly update = vi.fn(() => Promise.reject(new TypeError('no network')));
}

class FakeContainer extends EventTarget {
  readonly registration = new FakeRegistration();
  readonly register = vi.fn(() => Promise.resolve(this.registration));
}

class FakeDocument extends EventTarget {
  visibilityState: DocumentVisibilityState = 'visible';
}

const HOUR_MS = 3_600_000;

describe('Pwa', () => {
  let container: FakeContainer;
  let page: EventTarget;
  let document: FakeDocument;
  let nowMs: number;
  const reload = vi.fn();
  const listener = { offlineReady: vi.fn(), updateReady: vi.fn(), canInstall: vi.fn() };

  function pwa(serviceWorkers: FakeContainer | undefined = container): Pwa {
    const environment: PwaEnvironment = {
      // The fake has what Pwa uses of a container.
      serviceWorkers: serviceWorkers as unknown as ServiceWorkerContainer | undefined,
      window: page,
      document,
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
  });

  it('says that the page works offline once the first version is active, and nothing of an update', async () => {
    const worker = new FakeWorker();
    container.registration.installing = worker;
    await pwa().start();
    worker.become('installed');
    expect(listener.offlineReady).not.toHaveBeenCalled();
    worker.become('activated');
    expect(listener.offlineReady).toHaveBeenCalledOnce();
    expect(listener.updateReady).not.toHaveBeenCalled();
  });

  it('says at once that the page works offline on a later visit', async () => {
    container.registration.active = new FakeWorker();
    await pwa().start();
    expect(listener.offlineReady).toHaveBeenCalledOnce();
  });

  it('tells of a version that came while the page was open', async () => {
    container.registration.active = new FakeWorker();
    await pwa().start();
    const worker = new FakeWorker();
    container.registration.installing = worker;
    container.registration.dispatchEvent(new Event('updatefound'));
    expect(listener.updateReady).not.toHaveBeenCalled();
    worker.become('installed');
    expect(listener.updateReady).toHaveBeenCalledOnce();
  });

  it('tells of a version that was waiting already', async () => {
    container.registration.active = new FakeWorker();
    container.registration.waiting = new FakeWorker();
    await pwa().start();
    expect(listener.updateReady).toHaveBeenCalledOnce();
  });

  it('reloads only after the new version took over, once, and only when asked to', async () => {
    const waiting = new FakeWorker();
    container.registration.active = new FakeWorker();
    container.registration.waiting = waiting;
    const subject = pwa();
    await subject.start();
    container.dispatchEvent(new Event('controllerchange'));
    expect(reload).not.toHaveBeenCalled();
    subject.restartForUpdate();
    expect(waiting.postMessage).toHaveBeenCalledWith('restart');
    expect(reload).not.toHaveBeenCalled();
    container.dispatchEvent(new Event('controllerchange'));
    container.dispatchEvent(new Event('controllerchange'));
    expect(reload).toHaveBeenCalledOnce();
  });

  it('just reloads when no version is waiting', async () => {
    const subject = pwa();
    await subject.start();
    subject.restartForUpdate();
    expect(reload).toHaveBeenCalledOnce();
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
