import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  base: "./",
  plugins: [react()],
  // The schemas are read where the library checks them in: no copy is kept here.
  resolve: { alias: { "@schemas": here("../../pdn-core/schemas") } },
  server: { fs: { allow: [here("."), here("../../pdn-core/schemas")] } },
  build: {
    rollupOptions: {
      input: [here("index.html"), here("json-editor.html")],
    },
    chunkSizeWarningLimit: 1500,
  },
});
