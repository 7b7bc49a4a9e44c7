import "bootstrap/dist/css/bootstrap.min.css";
import "../style.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Page } from "./Page";

const place = document.getElementById("app");
if (place) {
  createRoot(place).render(
    <StrictMode>
      <Page />
    </StrictMode>,
  );
}
