// Puts the annotation client of this server on the page that loads this script. A page may say more to the client in a
// <script type="application/json" class="js-hypothesis-config"> of its own, which wins.
((settings) => {
    "use strict";
    const mark = "data-vouchsafe-annotator";
    if (document.querySelector(`script[${mark}]`)) return;

    const configuration = document.createElement("script");
    configuration.type = "application/json";
    configuration.className = "js-hypothesis-config";
    configuration.setAttribute(mark, "");
    configuration.textContent = JSON.stringify(settings);
    document.head.prepend(configuration);

    const client = document.createElement("script");
    client.src = settings.assetRoot + "build/boot.js";
    document.head.append(client);
})("SETTINGS");
