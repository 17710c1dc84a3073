import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

// The server reads manifest.json to turn "src/battle.tsx" into a hashed name. The pages' security
// policy allows no inline script and no inline style, so nothing may be inlined here either.
export default defineConfig({
  root: here("."),
  base: "/static/dist/",
  publicDir: false,
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: here("../src/tiltyard/web/static/dist"),
    emptyOutDir: true,
    manifest: "manifest.json",
    license: { fileName: "licences.md" },
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    target: "es2022",
    rolldownOptions: {
      input: [
        "src/battle.tsx",
        "src/board.ts",
        "src/chart.ts",
        "src/data.css",
        "src/models.ts",
        "src/page.ts",
      ].map((entry) => here(entry)),
    },
  },
});
