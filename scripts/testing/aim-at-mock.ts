// Loaded before a program (`node --import`): sends requests for the sandbox to the server at MOCK_URL instead.
const { fetch } = globalThis;
globalThis.fetch = (url, init) =>
  fetch(String(url).replace("https://api-sandbox.flexfactor.io/v1", String(process.env["MOCK_URL"])), init);
