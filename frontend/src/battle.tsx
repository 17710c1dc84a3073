// The battle page.

import { render } from "preact";
import { Battle } from "./components/Battle";

const place = document.getElementById("battle");
if (place) {
  const { battle = "", promptLimit = "12000", models = "2" } = place.dataset;
  place.replaceChildren();
  render(
    <Battle
      initialId={battle}
      promptLimit={Number(promptLimit)}
      models={Number(models)}
      isPublishable={"publishable" in place.dataset}
      showsAgain={"again" in place.dataset}
    />,
    place,
  );
}
