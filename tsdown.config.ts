// How each package is built: ES and CommonJS side by side, each with its types and its maps. A package lists its entries in its
// own `build` script.
import { defineConfig } from "tsdown";

export default defineConfig({
  // The package's folder, and not that of this file.
  cwd: process.cwd(),
  format: ["esm", "cjs"],
  platform: "neutral",
  target: "es2022",
  // `.js` and `.cjs`, since the packages say `"type": "module"`.
  fixedExtension: false,
  tsconfig: "tsconfig.build.json",
  // The maps lead to `src`, which is published beside `dist`.
  sourcemap: true,
  dts: { sourcemap: true },
  outputOptions: (options) => ({
    ...options,
    // Whoever reads the code reads `src`. Annotations tell bundlers what they may drop.
    comments: { legal: true, annotation: true, jsdoc: false },
    sourcemapExcludeSources: true,
    // What entries share has one name, whatever is in it. A name with a hash leaves the files of older builds in `dist`: turbo adds
    // files from its cache and removes none.
    chunkFileNames: `${options.chunkFileNames}`.replace("[hash]", "shared"),
  }),
  logLevel: "warn",
  failOnWarn: true,
  suppressWarnings: "TypeScript 7.0 does not yet have a stable API",
});
