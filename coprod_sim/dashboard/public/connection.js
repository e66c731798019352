// Whether the server answers, read off Solara's own page; it hides its small notice (custom.css), we say it in words.

export function follow(root, tell) {
  let lost = false;
  const look = () => {
    if (root.connectionStatus !== 'connected') lost = true;
    const back = lost && (root.connectionStatus === 'connected' || root.needsRefresh);
    tell(!lost, back);
  };
  const stops = ['connectionStatus', 'needsRefresh'].map((name) => root.$watch(name, look));
  return () => stops.forEach((stop) => stop());
}
