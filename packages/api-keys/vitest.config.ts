export { default } from "@flexfactor/testing/vitest.config";
