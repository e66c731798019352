// Lets the worker hear what the page has asked meanwhile.

export const breath = () => new Promise((done) => { setTimeout(done, 0); });
