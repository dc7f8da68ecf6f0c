import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { defineConfig } from "vite";

const require = createRequire(import.meta.url);

// Names without the server's hash, so that the program can give its own; chunks carry one, because they are asked for by the script itself.
export default defineConfig({
  base: "./",
  build: {
    outDir: "dist",
    target: "es2022",
    modulePreload: false,
    cssCodeSplit: false,
    rolldownOptions: {
      input: "src/desk.ts",
      output: { entryFileNames: "desk.js", chunkFileNames: "[name]-[hash].js", assetFileNames: "desk-map[extname]" },
    },
  },
  plugins: [
    {
      // Outlines of countries: Natural Earth at 1:50 million, public domain. (The 1:10 million file has a ring that is inside out.)
      name: "world",
      generateBundle() {
        this.emitFile({ type: "asset", fileName: "countries-50m.json", source: readFileSync(require.resolve("world-atlas/countries-50m.json")) });
      },
    },
  ],
});
