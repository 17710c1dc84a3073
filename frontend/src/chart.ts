// Charts are drawn by the server and are whole without this file. It adds what needs a hand: going
// from mark to mark by keys, a word on each, files to keep, and the slider of costs.

import "./charts.css";
import { addSaves } from "./chart-files";
import { addMarks } from "./chart-marks";
import { addSlider } from "./chart-slider";

for (const figure of document.querySelectorAll<HTMLElement>("figure[data-chart]")) {
  for (const picture of figure.querySelectorAll<HTMLElement>(".chart-picture")) addMarks(picture);
  addSaves(figure);
  addSlider(figure);
}
