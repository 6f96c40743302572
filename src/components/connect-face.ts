import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { PairingStep, ShownCard } from '../app/state.ts';
import { base } from './base.styles.ts';
import type { CameraChangeEvent } from './card-input-events.ts';
import type { CardScanner } from './card-scanner.ts';
import { facePicture } from './face-picture.ts';
import { named } from './named.ts';
import { WakeLock } from './wake-lock.ts';
import { pairingWords } from './words/pairing-words.ts';
import './can-string.ts';
import './card-qr.ts';
import './card-scanner.ts';

/**
 * Face to face: my code as large as the screen allows and my camera, both at once and all the way
 * from the first code to the line. What the step brings stands where the code before it stood.
 *
 * @fires card-text - the camera read a code (CardTextEvent)
 * @fires card-error - the camera failed, or null when it is tried again (CardErrorEvent)
 */
@customElement('connect-face')
export class ConnectFace extends LitElement {
  static override readonly styles = [
    base,
    css`
      section {
        display: grid;
        justify-items: center;
        gap: var(--s2);
        /* What the code leaves of a narrow screen, below header and ways. */
        --code: min(100cqi - 2 * var(--s3), 100dvh - 22rem);
        --finder-height: max(10rem, 100dvh - var(--code) - 14.5rem);
        --finder-aspect: auto;
      }
      .code {
        display: grid;
        width: max(12rem, var(--code));
        max-width: 100%;
        aspect-ratio: 1;
      }
      .place {
        display: grid;
        place-items: center;
        padding: 12%;
        border: 1px solid var(--edge);
        border-radius: var(--r-large);
        background: var(--paper-raised);
        color: var(--ink-soft);
        text-align: center;
      }
      can-string {
        width: 100%;
      }
      h2 {
        max-width: 26rem;
        font-size: var(--t-body);
        text-align: center;
      }
      h2:focus {
        outline: none;
      }
      .tip {
        color: var(--ink-soft);
        font-size: var(--t-small);
      }
      .camera {
        display: grid;
        gap: var(--s2);
        width: 100%;
        text-align: center;
      }
      .easy {
        min-height: var(--finder-height);
        padding: var(--s4);
      }
      .face-picture {
        display: block;
        width: min(100%, 13rem);
        height: auto;
        max-height: max(4rem, var(--finder-height) - 9rem);
      }
      @container (min-width: 44rem) {
        section {
          grid-template-columns: repeat(2, auto);
          justify-content: center;
          gap: var(--s3) var(--s6);
          --code: min(50cqi - 4rem, 100dvh - 15rem, 34rem);
          --finder-height: max(12rem, var(--code));
        }
        h2,
        .tip,
        ::slotted(*) {
          grid-column: 1 / -1;
        }
        h2 {
          order: -1;
          max-width: none;
          font-size: var(--t-title);
        }
        /* Code and camera stay side by side. */
        ::slotted(*) {
          order: 1;
        }
        .camera {
          width: max(12rem, var(--code));
        }
      }
      ::slotted(*) {
        justify-self: stretch;
      }
      /* A phone on its side: the code as high as the screen, everything else beside it. */
      @media (max-height: 30rem) {
        @container (min-width: 34rem) {
          section {
            grid-template-columns: auto minmax(0, 1fr);
            grid-template-rows: repeat(3, auto) 1fr;
            align-items: start;
            gap: var(--s2) var(--s4);
            --code: min(50cqi - 2rem, 100dvh - 5rem);
            --finder-height: max(8rem, var(--code) - 3.75rem);
          }
          .code {
            grid-row: 1 / -1;
          }
          h2,
          .tip,
          .camera,
          ::slotted(*) {
            grid-column: 2;
            width: 100%;
          }
          h2 {
            font-size: var(--t-body);
          }
        }
      }
    `,
  ];

  /** What is shown; null while there is none. */
  @property({ attribute: false }) card: ShownCard | null = null;
  @property({ attribute: false }) status: PairingStep['status'] = 'preparing';
  /** The friend's name when it is known. */
  @property({ attribute: false }) name: string | null = null;
  /** The camera saw a code that is none of ours. */
  @property({ type: Boolean }) miss = false;

  @state() private cameraOn = false;
  @query('card-scanner') private readonly scanner!: CardScanner | null;
  readonly #wakeLock = new WakeLock(this);

  protected override updated(changed: PropertyValues<this>): void {
    this.#wakeLock.hold(this.card !== null);
    // At the first sight of it, and again after an attempt that came to nothing.
    const before = changed.get('status');
    const back = before === 'connecting' || before === undefined;
    if (changed.has('status') && back) void this.scanner?.startIfAllowed();
  }

  protected override render(): TemplateResult {
    const { card, status } = this;
    const connecting = status === 'connecting';
    return html`<section aria-labelledby="heading">
      ${
        card === null || connecting
          ? html`<div class="code place">
              <can-string state="drawing" size="large"></can-string>
            </div>`
          : html`<card-qr
              class="code"
              .card=${card}
              label=${pairingWords.qrLabel(card.kind)}
            ></card-qr>`
      }
      <h2 id="heading" data-step-heading tabindex="-1">${this.#sentence()}</h2>
      <slot></slot>
      <div class="camera" @camera-change=${this.#changed}>
        ${
          connecting
            ? html`<p class="easy place">${pairingWords.faceEasy}</p>`
            : html`<card-scanner facing="user" ?miss=${this.miss} ?aside=${status === 'replying'}>
                ${
                  status === 'replying'
                    ? html`<span slot="picture"></span>${pairingWords.faceTileReplying}`
                    : html`<span slot="picture">${facePicture()}</span>${pairingWords.faceTile}`
                }
              </card-scanner>`
        }
      </div>
      ${this.cameraOn ? html`<p class="tip">${pairingWords.faceTip}</p>` : nothing}
    </section>`;
  }

  #sentence(): TemplateResult | string {
    const text = pairingWords;
    const { name, card, cameraOn } = this;
    switch (this.status) {
      case 'connecting':
        return text.faceConnecting;
      case 'replying':
        return named(cameraOn ? text.faceReplying : text.faceReplyingStill, name);
      case 'preparing':
        return card === null ? text.preparingInvite : text.preparingReply;
      case 'idle':
      case 'inviting':
      case 'connected':
        if (card?.kind === 'code') return named(text.faceCode, name);
        return cameraOn ? text.faceInviting : named(text.faceInvitingStill, name);
    }
  }

  readonly #changed = ({ on }: CameraChangeEvent): void => {
    this.cameraOn = on;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'connect-face': ConnectFace;
  }
}
