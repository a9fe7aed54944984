// Saves or copies what a card shows as PNG. Each button bears its own data-spec from card_image.py: file, and either
// svg (the drawing) or chart, heads, colour key and colours; with copy, the words for done and for saved instead, it
// goes to the clipboard. The canvas is twice the size, so that letters are sharp on paper.
for (const button of document.querySelectorAll("button.sy-picture-button:not([data-ready])")) {
  const spec = JSON.parse(button.dataset.spec);
  button.dataset.ready = "yes";
  const NS = "http://www.w3.org/2000/svg";
  const plain = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");

  // The lines above a chart, broken where they are too long; y is where they end.
  const heading = (width) => {
    const lines = [];
    let y = 12;
    spec.heads.forEach((head, at) => {
      const size = at ? 12 : 16;
      const look = `font-size="${size}" font-weight="${at ? 400 : 600}" fill="${at ? spec.muted : spec.ink}"`;
      let line = "", used = 0;
      const end = () => {
        y += size + 7;
        lines.push(`<text x="16" y="${y}" ${look}>${plain(line)}</text>`);
        line = ""; used = 0;
      };
      for (const letter of head) {
        const step = letter.charCodeAt(0) > 0x2e7f ? 1 : 0.58;
        if (used + step > (width - 32) / size) end();
        line += letter; used += step;
      }
      end();
    });
    let x = 16;
    if (spec.key.length) y += 20;
    spec.key.forEach(([name, colour]) => {
      lines.push(`<rect x="${x}" y="${y - 9}" width="10" height="10" fill="${colour}"/>`);
      lines.push(`<text x="${x + 15}" y="${y}" font-size="12" fill="${spec.muted}">${plain(name)}</text>`);
      x += 33 + [...name].reduce((sum, letter) => sum + (letter.charCodeAt(0) > 0x2e7f ? 12 : 7), 0);
    });
    return [lines.join(""), y + 12];
  };

  // Plotly draws a chart as several SVGs that lie on each other.
  const chart = () => {
    const plot = document.querySelector(`.st-key-chart_${spec.chart} .js-plotly-plot`);
    const layers = plot ? [...plot.querySelectorAll("svg.main-svg")] : [];
    if (!layers.length) return "";
    const box = layers[0].getBoundingClientRect();
    const width = Math.ceil(box.width) + 32;
    const [lines, y] = heading(width);
    const inner = layers.map((layer) => {
      const copy = layer.cloneNode(true);
      copy.setAttribute("x", 16); copy.setAttribute("y", y);
      copy.style.background = "none";
      return new XMLSerializer().serializeToString(copy);
    });
    const height = y + Math.ceil(box.height) + 14;
    return `<svg xmlns="${NS}" width="${width}" height="${height}" font-family='${spec.fonts}'>` +
      `<rect width="100%" height="100%" fill="${spec.paper}"/>${lines}${inner.join("")}</svg>`;
  };

  const save = (blob) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = spec.file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 4000);
  };

  const drawn = (text) => new Promise((done) => {
    const image = new Image();
    image.onload = () => {
      const canvas = document.createElement("canvas");
      canvas.width = image.width * 2; canvas.height = image.height * 2;
      const pen = canvas.getContext("2d");
      pen.scale(2, 2);
      pen.drawImage(image, 0, 0);
      canvas.toBlob(done, "image/png");
    };
    image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(text);
  });

  // The clipboard is closed to pages without a secure address: there the picture is saved, and the button says so.
  const copy = async (blob) => {
    const label = button.textContent;
    try {
      await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
      button.textContent = spec.copy[0];
    } catch {
      save(await blob);
      button.textContent = spec.copy[1];
    }
    setTimeout(() => { button.textContent = label; }, 2000);
  };

  button.addEventListener("click", () => {
    const text = spec.svg || chart();
    if (!text) return;
    if (spec.copy) copy(drawn(text));
    else drawn(text).then(save);
  });
}
