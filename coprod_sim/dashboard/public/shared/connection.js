// Whether the server answers, read off Solara's own page; its small notice is hidden (custom.css), we say it in words.
// A connection that comes back to the same server goes on; a server that was started anew knows nothing of this page.

export function follow(root, tell) {
  const look = () => {
    const connected = root.connectionStatus === 'connected';
    tell(connected && !root.needsRefresh, root.needsRefresh);
  };
  const stops = ['connectionStatus', 'needsRefresh'].map((name) => root.$watch(name, look));
  return () => stops.forEach((stop) => stop());
}
