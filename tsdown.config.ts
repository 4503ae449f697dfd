// Builds each package twice, as ES and CommonJS, each with its types and source maps. The `build` script of a package lists its entries.
import { defineConfig } from "tsdown";

export default defineConfig({
  // The folder of the package, not of this file.
  cwd: process.cwd(),
  format: ["esm", "cjs"],
  platform: "neutral",
  target: "es2022",
  // `.js` and `.cjs`, because the packages have `"type": "module"`.
  fixedExtension: false,
  tsconfig: "tsconfig.build.json",
  // The maps lead to `src`, which is published beside `dist`.
  sourcemap: true,
  dts: { sourcemap: true },
  outputOptions: (options) => ({
    ...options,
    // People read `src`, so the build needs no comments, except annotations that tell bundlers what they may remove.
    comments: { legal: true, annotation: true, jsdoc: false },
    sourcemapExcludeSources: true,
    // A fixed name for the code that entries share. Names with a hash would leave files of older builds in `dist`, because turbo adds files
    // from its cache and removes none.
    chunkFileNames: `${options.chunkFileNames}`.replace("[hash]", "shared"),
  }),
  logLevel: "warn",
  failOnWarn: true,
  suppressWarnings: "TypeScript 7.0 does not yet have a stable API",
});
