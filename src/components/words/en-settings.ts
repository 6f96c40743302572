/** English: settings. */
export const settings = {
  heading: 'Settings',

  youHeading: 'You',
  nameLabel: 'Your name',
  nameHint: 'Friends see a new name as soon as you are connected.',
  nameSave: 'Save',
  nameSaved: 'Saved',
  nameMissing: 'A name cannot be empty. Your old one still stands.',

  looksHeading: 'Looks',
  themeSystem: 'As the device',
  themeLight: 'Light',
  themeDark: 'Dark',

  filesHeading: 'Files',
  imagesLabel: 'Get small images at once',
  imagesHint:
    'Images under 5 MB come without asking. Everything else waits for your yes, unless you choose otherwise for a friend.',

  serversHeading: 'Servers of your own',
  serversNone: 'None. Twocan asks nobody.',
  serversCount: (count: number): string => (count === 1 ? '1 server' : `${count} servers`),
  serversRelayOnly: 'Only through a relay',
  serversText:
    'Twocan works without any server. Where networks make direct lines hard, a server that you run or trust can help: one that finds a path (STUN), or one that carries the line (TURN, a relay).',
  serversLearn:
    'What it learns: your IP address, and when you look for a path. A relay also learns your friend’s address, and when and how much you talk. None of them can see what you say or send.',
  serverUrl: 'Address of the server',
  serverUrlHint: 'For example stun:stun.example.org or turn:relay.example.org:3478',
  serverUsername: 'User name',
  serverCredential: 'Password',
  serverKept: 'Kept sealed on this device, and shown to this server alone.',
  serverAdd: 'Add a server',
  serverSave: 'Save server',
  serverCancel: 'Cancel',
  serverTest: 'Test',
  serverTestLabel: (url: string): string => `Test ${url}`,
  serverEdit: 'Change',
  serverEditLabel: (url: string): string => `Change ${url}`,
  serverRemove: 'Remove',
  serverRemoveLabel: (url: string): string => `Remove ${url}`,
  serverTesting: 'Asking this server, and nobody else',
  serverSeesYou: (address: string): string => `It answers, and sees you at ${address}.`,
  serverSeesSame: 'It answers. There is no router between you that changes your address.',
  serverLends: (address: string): string =>
    `It lends you the address ${address}: lines can go through it.`,
  serverFailures: {
    refused: 'It answers, but turned you away. Check user name and password.',
    unreachable:
      'It does not answer. Check address and port; or this network blocks the way (UDP): a relay over TCP or TLS may work.',
    name: 'There is no server of this name. Check the spelling, and whether this device is online.',
    invalid: 'This browser does not take this address.',
  },
  serverProblems: {
    scheme: 'An address begins with stun:, stuns:, turn: or turns:',
    host: 'After the colon comes the name or the address of the server, without slashes.',
    port: 'A port is a number from 1 to 65535.',
    transport:
      'After a question mark only transport=udp or transport=tcp may stand, and only for turn.',
    username: 'A relay wants a user name of at most 508 letters.',
    credential: 'A relay wants a password of at most 508 letters.',
    known: 'This server is in your list already.',
    'too-many': 'These are as many servers as a browser can ask. Remove one first.',
  },
  relayOnlyLabel: 'Only through a relay',
  relayOnlyHint:
    'Friends then see the relay’s address instead of yours. On other networks they need a server in their settings too, so that the relay can let them in. When no relay of yours answers, no line opens.',
  relayOnlyNeeds: 'This needs a server that begins with turn: or turns:.',

  checkHeading: 'Check connection',
  checkText:
    'Looks at this browser and this network alone, without a friend. Only servers of your own are asked.',
  checkAction: 'Check now',
  checkAgain: 'Check again',
  checkRunning: 'Looking',
  checkDone: 'Checked',
  /** What the mark before a line says to those who do not see it. */
  checkKinds: { good: 'Fine:', note: 'Good to know:', wrong: 'In the way:' },
  checkWebRtc: 'This browser can open direct lines.',
  checkLoopback: 'A line from this page to itself opens.',
  checkNoLoopback:
    'A line from this page to itself does not open. A privacy setting, an extension or a firewall on this device is in the way.',
  checkPlain: 'Your codes carry this device’s addresses, so they work on most networks.',
  checkHidden:
    'The browser hides this device’s addresses behind names, which some networks do not pass on. Allowing the camera for this page makes them plain.',
  checkNone:
    'This device shows no address. Is it on a network? If so, a privacy setting, an extension or a VPN may hold it back.',
  checkIpv4: 'IPv4: yes',
  checkNoIpv4: 'IPv4: no. Friends with IPv4 alone cannot reach you directly.',
  checkIpv6: 'IPv6: yes',
  checkNoIpv6: 'IPv6: no. That is common, and does no harm on the same Wi-Fi.',
  checkFamilyHidden: 'Whether it has IPv4 and IPv6 stays hidden with the addresses.',
  checkNoServers: 'No servers of your own: friends on other networks may be out of reach.',
  checkServer: (url: string, result: string): string => `${url}: ${result}`,

  storageHeading: 'On this device',
  storageText:
    'Messages and received files are kept in this browser, on this device, and nowhere else. If you clear the site’s data they are gone.',
  storageUsed: (used: string, quota: string): string => `${used} used of ${quota} available`,
  storageUnknown: 'This browser does not say how much space is used.',
  clearsUnused:
    'This browser clears what Twocan keeps when you have not opened it for seven days. Install it (Share, then “Add to Home Screen” or “Add to Dock”), or make a backup.',
  persistYes: 'The browser has promised to keep your data.',
  persistNo:
    'The browser may clear your data when space runs short. Installing Twocan, or using it often, makes browsers more willing to keep it.',
  persistNotAsked: 'The browser has not been asked yet to keep your data when space runs short.',
  persistAsk: 'Ask the browser to keep it',
  persistAskAgain: 'Ask the browser again',
  persistAskedInVain: 'Asked just now. The browser has not promised it yet.',

  appHeading: 'This app',
  installText: 'Install Twocan to open it like any other app.',
  installAction: 'Install',
  offlineReady: 'Twocan opens without a network.',
  offlineNotReady: 'Twocan needs a network to open. It will get ready for going without.',
  version: (version: string): string => `Version ${version}`,

  privacyHeading: 'What others can see',
  privacyFriend: 'Your friend',
  privacyFriendText:
    'sees your name, what you send, and your IP address, as in any direct connection. From it one can guess your town and your internet provider.',
  privacyNetwork: 'Your network',
  privacyNetworkText:
    'sees that two devices exchange data, and how much. What you say is sealed twice before it leaves.',
  privacyUs: 'The makers of Twocan',
  privacyUsText:
    'see nothing. There is no account, no server that passes messages on, and no counting of visits.',
  privacyDevice: 'Whoever holds this device',
  privacyDeviceText:
    'can open Twocan and read along, as long as the device is unlocked and no passphrase guards it.',
  privacyHost: 'The site you opened Twocan from',
  privacyHostText:
    'sees that you loaded the page, as with any site. It never sees a code or a message.',
};
