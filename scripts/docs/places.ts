// Where things are: in this checkout, and where the public sees them.
import { join } from "node:path";

export const ROOT = join(import.meta.dirname, "../..");

/** What a link to a file that is no part of the site leads to. */
export const REPOSITORY = "https://github.com/flexfactor/flexfactor-sdk";
