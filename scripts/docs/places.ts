// The folder of this checkout, and the address of the public repository.
import { join } from "node:path";

export const ROOT = join(import.meta.dirname, "../..");

/** The target of links to files that are not part of the site. */
export const REPOSITORY = "https://github.com/flexfactor/flexfactor-sdk";
