/** A file that is dropped where nobody takes it must not make the browser leave the page. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

export class DropGuard implements ReactiveController {
  constructor(host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    window.addEventListener('dragover', refuse);
    window.addEventListener('drop', refuse);
  }

  hostDisconnected(): void {
    window.removeEventListener('dragover', refuse);
    window.removeEventListener('drop', refuse);
  }
}

/** A place that takes files has prevented the default already. */
function refuse(event: DragEvent): void {
  if (event.defaultPrevented || !(event.dataTransfer?.types.includes('Files') ?? false)) return;
  event.preventDefault();
  if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'none';
}
