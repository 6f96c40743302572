/** English: what went wrong, and what to do next. One entry a code; a missing one does not compile. */
import type { ErrorCode } from '../../errors.ts';
import { backupErrors } from './en-errors-backup.ts';

/** A failure in plain words. */
export interface Explanation {
  /** What happened. */
  readonly sentence: string;
  /** What to do about it. */
  readonly next: string;
}

const EXPLANATIONS: Readonly<Record<ErrorCode, Explanation>> = {
  'card-not-a-card': {
    sentence: 'There is no Twocan code in this.',
    next: 'Ask your friend for the code or link from their “Connect a friend” screen.',
  },
  'card-truncated': {
    sentence: 'Part of this code is missing.',
    next: 'Copy the whole link, down to its last letter, and try again.',
  },
  'card-altered': {
    sentence: 'This code was changed on its way to you.',
    next: 'Ask your friend to send it once more, or scan it straight from their screen.',
  },
  'card-newer-version': {
    sentence: 'Your friend’s Twocan is newer than yours.',
    next: 'Reload this page to get the newest version, then read their code again.',
  },
  'card-own-invite': {
    sentence: 'That is your own invite.',
    next: 'It is meant for your friend. Let them scan it, or send it to them as a link.',
  },
  'card-own-reply': {
    sentence: 'That is your own reply.',
    next: 'Let the friend who invited you read it. They are waiting for it.',
  },
  'card-no-addresses': {
    sentence: 'This code does not say where to find your friend’s device.',
    next: 'Ask them to check that they are on a network, to start over, and to show the new code.',
  },
  'reply-unknown-invite': {
    sentence: 'This reply answers an invite that is no longer open.',
    next: 'Show your friend the code that you see here now, and read the reply they get from it.',
  },
  'reply-wrong-friend': {
    sentence: 'This reply comes from somebody else.',
    next: 'Only the friend you want to meet again can answer here. For a new friend, go back and choose “Connect a friend”.',
  },
  'code-needs-reply': {
    sentence: 'These networks or browsers need one more step.',
    next: 'Let your friend read the code you see now, then read their answer.',
  },
  'code-used': {
    sentence: 'This code has been used already. Each one works once.',
    next: 'Ask your friend to show or send you a fresh one.',
  },
  'code-own': {
    sentence: 'That is your own code.',
    next: 'Your friend has to open it: let them scan it, or send it to them.',
  },
  'code-not-for-me': {
    sentence: 'This code is for somebody else.',
    next: 'Ask your friend to choose you in their list, press “Meet again”, and send that code.',
  },

  'line-webrtc-missing': {
    sentence: 'This browser can’t open direct connections.',
    next: 'Open Twocan in a current Chrome, Edge, Firefox or Safari.',
  },
  'line-webrtc-disabled': {
    sentence: 'Direct connections are turned off in this browser.',
    next: 'Allow WebRTC in its settings or in the extension that blocks it, and reload. Or use another browser.',
  },
  'line-webrtc-lockdown': {
    sentence: 'This device is in lockdown mode, which forbids direct connections.',
    next: 'In Safari’s page menu, open the settings for this website, turn lockdown mode off for it and reload.',
  },
  'line-gathering-failed': {
    sentence: 'The browser could not get ready for a connection.',
    next: 'Try again. If it goes on, reload the page, or run “Check connection” in the settings.',
  },
  'line-offline': {
    sentence: 'This device is not on any network.',
    next: 'Join a Wi-Fi or turn mobile data on. One phone’s hotspot is enough for the two of you, even without internet.',
  },
  'line-addresses-withheld': {
    sentence: 'This browser tells Twocan no address to be reached at.',
    next: 'See whether it is on a network. If it is, a privacy setting, an extension or a VPN may hold WebRTC back: allow it.',
  },
  'line-relay-failed': {
    sentence: 'Only relays are allowed, and none of yours gave an address.',
    next: 'Test your servers in the settings, or turn “Only through a relay” off.',
  },
  'line-not-connected': {
    sentence: 'The two devices could not find each other.',
    next: 'Join the same Wi-Fi if you can. Then begin again: this time both of you with fresh codes.',
  },
  'line-no-common-network': {
    sentence: 'Your two devices seem to be on different networks, with no way between them.',
    next: 'Join the same Wi-Fi, or use one phone’s hotspot for both, and begin again with fresh codes.',
  },
  'line-hidden-addresses': {
    sentence:
      'The browsers hide where your devices are, and this network does not help them find each other.',
    next: 'Allow the camera on both, which makes browsers show addresses, and begin again. Or use one phone’s hotspot for both.',
  },
  'line-udp-blocked': {
    sentence: 'This network seems to block direct connections (UDP).',
    next: 'Use another network, such as one phone’s hotspot for both, and begin again with fresh codes.',
  },
  'line-symmetric-nat': {
    sentence: 'The routers between you hide your devices too well for a direct line.',
    next: 'Use one phone’s hotspot for both, or enter a relay of your own in the settings. Then begin again.',
  },
  'line-no-answer': {
    sentence: 'Your friend’s device does not answer.',
    next: 'Is Twocan still open there? Then this Wi-Fi may keep devices apart: use one phone’s hotspot for both and begin again.',
  },
  'line-friend-closed': {
    sentence: 'Your friend’s device was there, and then it was gone.',
    next: 'Ask them to keep Twocan open and the screen on. Then begin again with fresh codes.',
  },
  'line-clock-wrong': {
    sentence: 'The clock of this device is wrong.',
    next: 'Set date and time, best to “automatic”, then reload and begin again.',
  },
  'line-lost': {
    sentence: 'The string broke: one of you lost the network.',
    next: 'Nothing is lost. Connect again, and whatever waited is sent.',
  },
  'line-handshake-failed': {
    sentence: 'Whoever answered could not prove that they are your friend.',
    next: 'Begin again with fresh codes. If it happens again, do not use this network.',
  },
  'line-bad-seal': {
    sentence: 'Something arrived that your friend had not sealed, so the line was closed.',
    next: 'Connect again. If it happens again, do not trust this network.',
  },
  'line-replayed-frame': {
    sentence: 'An old message was played back to you, so the line was closed.',
    next: 'Connect again. If it happens often, somebody on the network may be meddling.',
  },
  'line-malformed-frame': {
    sentence: 'Your friend’s Twocan sent something that yours cannot read.',
    next: 'Reload Twocan on both devices, then connect again.',
  },
  'line-message-too-large': {
    sentence: 'Your friend’s Twocan sent more at once than is allowed.',
    next: 'Connect again. If it goes on, ask them to reload their Twocan.',
  },

  'camera-denied': {
    sentence: 'Twocan may not use the camera.',
    next: 'Allow it in the browser’s settings for this page. A link or a picture of the code works without it.',
  },
  'camera-missing': {
    sentence: 'There is no camera on this device.',
    next: 'Ask your friend to send their code as a link, and paste it here.',
  },
  'camera-busy': {
    sentence: 'Another app is using the camera.',
    next: 'Close that app or video call, then try the camera again.',
  },
  'camera-insecure': {
    sentence: 'The browser lends the camera to secure pages only.',
    next: 'Open Twocan at an address that starts with https. Until then, paste a link here.',
  },
  'camera-failed': {
    sentence: 'The camera gives no picture.',
    next: 'Try once more. If it stays dark, use a link or a picture of the code.',
  },
  'image-unreadable': {
    sentence: 'This file is not a picture that the browser can open.',
    next: 'Choose a photo or a screenshot, as PNG or JPEG.',
  },
  'image-no-code': {
    sentence: 'No code was found in this picture.',
    next: 'Take it again: the whole code, sharp, with some white around it.',
  },

  'storage-unavailable': {
    sentence: 'This browser does not let Twocan keep anything.',
    next: 'Leave private browsing, or allow site data for this page, then reload.',
  },
  'storage-full': {
    sentence: 'There is no room left on this device.',
    next: 'Free some space, or delete received files you no longer need.',
  },
  'storage-blocked': {
    sentence: 'Another tab is keeping an older Twocan open.',
    next: 'Close the other Twocan tabs, then reload this one.',
  },
  'storage-corrupt': {
    sentence: 'Something stored on this device cannot be read any more.',
    next: 'Reload the page. If it stays this way, remove that friend and connect anew.',
  },
  'storage-newer-version': {
    sentence: 'A newer Twocan has been at work on this device.',
    next: 'Reload the page to get that version here too.',
  },

  'passphrase-wrong': {
    sentence: 'That is not the passphrase.',
    next: 'Look at what you type, and try again. Each try takes a moment, and there may be as many as you like.',
  },
  'passphrase-short': {
    sentence: 'That is too short to keep anybody out.',
    next: 'Take at least 8 characters; a few words are better.',
  },
  'device-refused': {
    sentence: 'The device did not confirm it.',
    next: 'Try again. The passphrase works as ever.',
  },
  'device-missing': {
    sentence: 'The passkeys of this device cannot open anything.',
    next: 'The passphrase stays the way in.',
  },

  'file-unreadable': {
    sentence: 'This file cannot be read.',
    next: 'See whether it still exists and you may open it, then send it again.',
  },
  'file-changed': {
    sentence: 'The file changed while it was being sent.',
    next: 'Save it, leave it alone for a moment, and send it again.',
  },
  'file-hash-mismatch': {
    sentence: 'The file arrived damaged, so it was not kept.',
    next: 'Press “Try again” to fetch the damaged part once more.',
  },
  'file-no-space': {
    sentence: 'There is no room for this file.',
    next: 'Free some space on this device, then try again.',
  },
  'file-sender-gone': {
    sentence: 'Your friend no longer has this file at hand.',
    next: 'Ask them to send it again.',
  },
  'file-receiver-failed': {
    sentence: 'Your friend’s device could not keep the file.',
    next: 'Ask whether they have room for it, then send it again.',
  },
  'file-save-failed': {
    sentence: 'The file could not be saved there.',
    next: 'Choose another folder. The file is still here in the conversation.',
  },
  'file-not-shown': {
    sentence: 'This file cannot be shown here.',
    next: 'Save it and open it with another program.',
  },
  'folder-too-large': {
    sentence: 'This folder has too many files, or folders too deep inside each other.',
    next: 'Send the folders in it one by one, or pack it into a zip file first.',
  },
  'folder-damaged': {
    sentence: 'This folder did not come the way folders do, so it cannot be unpacked.',
    next: 'Ask your friend to send it again.',
  },
  ...backupErrors,

  'friend-blocked': {
    sentence: 'This comes from a friend whom you have blocked.',
    next: 'Open their conversation and unblock them first, if you want a line.',
  },
  'friend-undecided': {
    sentence: 'Nothing is sent while it is not clear who this is.',
    next: 'Open “Who is this?”, compare the safety number, and decide.',
  },
  'move-not-new': {
    sentence: 'This device has friends of its own already.',
    next: 'Everything moves to a new device only. Remove them here first, or save a backup there and import it here.',
  },
  'friend-moved': {
    sentence: 'This came under keys that your friend no longer uses.',
    next: 'Write to them in the conversation with their new keys. If that is wrong, connect anew.',
  },
  'clipboard-denied': {
    sentence: 'The browser did not let Twocan copy.',
    next: 'The link is selected for you: copy it with the keyboard or by a long press.',
  },
  'share-failed': {
    sentence: 'Sharing did not work.',
    next: 'Copy the link instead and paste it where you talk to your friend.',
  },
  'text-too-long': {
    sentence: 'This message is too long for one piece.',
    next: 'Split it in two, or send it as a text file.',
  },
  'open-elsewhere': {
    sentence: 'Twocan is already open in another tab.',
    next: 'Go on there, or close that tab and reload this one.',
  },
};

/** Puts an error code into words. */
export function errors(code: ErrorCode): Explanation {
  return EXPLANATIONS[code];
}
