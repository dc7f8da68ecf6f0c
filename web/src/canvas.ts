import Feature from "ol/Feature";
import OlMap from "ol/Map";
import View from "ol/View";
import ScaleLine from "ol/control/ScaleLine";
import { defaults } from "ol/control/defaults";
import { defaults as interactions } from "ol/interaction/defaults";
import { containsCoordinate, isEmpty } from "ol/extent";
import TopoJSON from "ol/format/TopoJSON";
import MultiPolygon from "ol/geom/MultiPolygon";
import Point from "ol/geom/Point";
import Polygon from "ol/geom/Polygon";
import Graticule from "ol/layer/Graticule";
import VectorLayer from "ol/layer/Vector";
import VectorImageLayer from "ol/layer/VectorImage";
import { fromLonLat, toLonLat } from "ol/proj";
import VectorSource from "ol/source/Vector";
import Fill from "ol/style/Fill";
import Stroke from "ol/style/Stroke";
import Style from "ol/style/Style";
import Text from "ol/style/Text";
import { iso } from "./days";
import { Happenings, type Span } from "./happenings";
import { colour, forgetLooks, placeStyle } from "./looks";
import { spellOn, statusNames, WIDE, type Events, type Mark, type Place, type Places, type Spell } from "./record";
import { say } from "./words";

const LABELS_FROM = 2500, CLOSE = 7;

export interface Canvas {
  places(shown: Place[], all: Places, day: number): void;
  events(told: Events): void;
  window(span: Span): void;
  /** The events of the window; null where there are more than so many. */
  marks(most: number): Mark[] | null;
  typeOf(mark: Mark): [name: string, kind: number];
  /** Address of an event's page, with what is kept of this page's own. */
  event(id: string): string;
  zoom(): number;
  drawn(then: () => void): void;
  sees(place: Place): boolean;
  /** Shows a place as long as the pointer or the focus is on its row. */
  choose(id: string | null): void;
  /** The place or event that was picked: it keeps its look and its card until another is. */
  readonly selected: string | null;
  select(id: string | null, goThere?: boolean): void;
  /** Whether the map has a point for an event. */
  has(event: string): boolean;
  moved(then: () => void): void;
  remember(url: URL): void;
  restyle(): void;
}

// A country on both sides of the antimeridian is cut there, and its rings jump round the world: told on one side they stay whole.
function outlines(world: object): Feature[] {
  const features = new TopoJSON({ layers: ["countries"] }).readFeatures(world) as Feature[];
  for (const feature of features) {
    const shape = feature.getGeometry();
    const polygons = shape instanceof MultiPolygon ? shape.getCoordinates() : shape instanceof Polygon ? [shape.getCoordinates()] : [];
    for (const rings of polygons)
      if (rings.some((ring) => ring.some((at, i) => i > 0 && Math.abs(at[0]! - ring[i - 1]![0]!) > 180)))
        for (const ring of rings) for (const at of ring) if (at[0]! < 0) at[0]! += 360;
    feature.setGeometry(new MultiPolygon(polygons).transform("EPSG:4326", "EPSG:3857"));
  }
  return features;
}

export function loadMap(target: HTMLElement, world: object, address: URL, changed: () => void): Canvas {
  // Outlines change with the place one looks at, not with time: kept as a picture.
  const land = new VectorImageLayer({ imageRatio: 1.5, source: new VectorSource({ features: outlines(world) }) });
  const held = new VectorSource<Feature<Point>>();
  const happened = new Happenings();
  const sheet = () => {
    target.style.background = colour("--sea");
    land.setStyle(new Style({ fill: new Fill({ color: colour("--land") }), stroke: new Stroke({ color: colour("--border"), width: 1 }) }));
  };
  sheet();
  const degrees = (align: "center" | "end", baseline: "bottom" | "middle") => new Text({ font: "11px system-ui, sans-serif", textAlign: align, textBaseline: baseline, fill: new Fill({ color: colour("--quiet") }), stroke: new Stroke({ color: colour("--land"), width: 3 }) });
  const graticule = new Graticule({ showLabels: true, wrapX: false, strokeStyle: new Stroke({ color: "rgba(128,128,128,.2)", width: 1 }), lonLabelStyle: degrees("center", "bottom"), latLabelStyle: degrees("end", "middle") });
  let chosen: string | null = null;
  let selected = address.searchParams.get("selected");
  let all: Places | null = null;
  // An event picked in the address is gone to when it comes; a place, when places do.
  let found = selected === null;
  let today = 0;
  const lit = (id: unknown) => id === (chosen ?? selected);
  const label = (name: string) => new Style({ text: new Text({ text: name, font: "600 12px system-ui, sans-serif", offsetY: -16, fill: new Fill({ color: colour("--ink") }), stroke: new Stroke({ color: colour("--land"), width: 3 }) }), zIndex: 4 });
  const heldLayer = new VectorLayer({
    source: held, declutter: "names", updateWhileAnimating: false,
    style: (feature, resolution) => {
      const found = placeStyle(feature.get("look") as string, feature.get("status") as number, feature.get("wide") as boolean, lit(feature.getId()));
      return resolution < LABELS_FROM || lit(feature.getId()) ? [...found, label(feature.get("name") as string)] : found;
    },
  });
  const map = new OlMap({
    target, layers: [land, graticule, heldLayer, happened.layer],
    controls: defaults({ attribution: false, rotate: false }).extend([new ScaleLine({ minWidth: 70 })]),
    interactions: interactions({ altShiftDragRotate: false, pinchRotate: false }),
    view: new View({ enableRotation: false, center: [0, 0], zoom: 2, maxZoom: 13, minZoom: 1.5 }),
  });
  const [lon, lat, zoom] = (address.searchParams.get("at") ?? "").split(",").map(Number);
  let placed = [lon, lat, zoom].every((n) => Number.isFinite(n));
  if (placed) {
    map.getView().setCenter(fromLonLat([lon!, lat!]));
    map.getView().setZoom(zoom!);
  }

  const card = document.createElement("div");
  card.className = "mapcard";
  card.setAttribute("role", "status");
  card.hidden = true;
  target.append(card);
  // A link and what is said of it, with a way to put it away.
  const show = (href: string, name: string, told: string) => {
    card.hidden = false;
    const link = document.createElement("a");
    link.href = href;
    link.textContent = name;
    const said = document.createElement("span");
    said.textContent = told;
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = "×";
    close.setAttribute("aria-label", say("map.put-away", name));
    close.addEventListener("click", () => { select(null); target.focus(); });
    card.replaceChildren(link, said, close);
  };
  const kept = () => {
    const query = new URLSearchParams();
    for (const name of ["on", "known-at", "lang"]) {
      const value = new URL(location.href).searchParams.get(name);
      if (value) query.set(name, value);
    }
    return query.size ? "?" + query : "";
  };
  const placeAt = (pixel: number[]) => map.forEachFeatureAtPixel(pixel, (f) => (f.getId() ? (f as Feature) : undefined), { hitTolerance: 3, layerFilter: (l) => l === heldLayer });
  // What is picked may come later than the map, or be said anew for another day.
  const tell = () => {
    const mark = happened.ring(selected);
    const picked = all?.places.find((p) => p[0] === selected);
    if (mark) show("/event/" + mark[0] + kept(), happened.typeOf(mark)[0], mark[4] === null ? "" : iso(mark[4]));
    else if (picked) {
      const spell = spellOn(picked, today);
      show("/place/" + encodeURIComponent(picked[0]) + kept(), picked[1], spell ? saidOf(spell, all!) : say("holder.unknown"));
    } else card.hidden = true;
    return mark ? [mark[2], mark[3]] : picked ? [picked[3], picked[4]] : null;
  };
  const goTo = (point: number[]) => {
    placed = true;
    map.getView().setCenter(fromLonLat(point));
    map.getView().setZoom(Math.max(map.getView().getZoom() ?? 0, CLOSE));
  };
  const select = (id: string | null, goThere = false) => {
    selected = id;
    const point = tell();
    if (point && goThere) goTo(point);
    heldLayer.changed();
    for (const then of movers) then();
    changed();
  };
  map.on("click", (event) => select(happened.near(event.pixel)?.[0] ?? (placeAt(event.pixel)?.getId() as string | undefined) ?? null));
  map.on("pointermove", (event) => { if (!event.dragging) target.classList.toggle("over", happened.near(event.pixel) !== null || placeAt(event.pixel) !== undefined); });
  const movers: (() => void)[] = [];
  map.on("moveend", () => { for (const then of movers) then(); changed(); });

  const saidOf = (spell: Spell, all: Places) => `${say("name." + (statusNames[spell[2]] ?? ""))} · ${all.sides[spell[3]]?.[0] ?? say("holder.unknown")} · ${spell[4]} %`;
  const place = (p: Place, spell: Spell, all: Places) => {
    const feature = (held.getFeatureById(p[0]) as Feature<Point> | null) ?? new Feature(new Point(fromLonLat([p[3], p[4]])));
    feature.setProperties({ name: p[1], look: all.sides[spell[3]]?.[1] ?? "su", status: spell[2], wide: WIDE.has(p[6]) }, true);
    if (!feature.getId()) feature.setId(p[0]);
    return feature;
  };
  return {
    places(shown, known, day) {
      [all, today] = [known, day];
      const now = shown.flatMap((p) => { const spell = spellOn(p, day); return spell ? [place(p, spell, known)] : []; });
      held.clear(true);
      held.addFeatures(now);
      heldLayer.changed();
      const point = tell();
      if (!placed && point) goTo(point);
      if (!placed && now.length > 0) {
        placed = true;
        const extent = held.getExtent();
        if (extent && !isEmpty(extent)) map.getView().fit(extent, { padding: [60, 60, 40, 40], maxZoom: 7.5 });
      }
    },
    events(told) {
      happened.hold(told);
      const point = tell();
      if (point && !address.searchParams.has("at") && !found) goTo(point);
      found ||= point !== null;
    },
    window: (span) => happened.show(span),
    marks: (most) => happened.within(most),
    typeOf: happened.typeOf,
    event: (id) => "/event/" + id + kept(),
    zoom: () => Math.round(map.getView().getZoom() ?? 2),
    drawn: (then) => void map.once("postrender", then),
    sees(p) {
      const size = map.getSize();
      return !size || containsCoordinate(map.getView().calculateExtent(size), fromLonLat([p[3], p[4]]));
    },
    choose(id) {
      if (chosen === id) return;
      chosen = id;
      heldLayer.changed();
    },
    get selected() { return selected; },
    select,
    has: (event) => happened.has(event),
    moved: (then) => void movers.push(then),
    remember(url) {
      if (selected) url.searchParams.set("selected", selected);
      else url.searchParams.delete("selected");
      const center = map.getView().getCenter();
      if (!placed || !center) return;
      const [x, y] = toLonLat(center) as [number, number];
      url.searchParams.set("at", `${x.toFixed(3)},${y.toFixed(3)},${(map.getView().getZoom() ?? 2).toFixed(1)}`);
    },
    restyle() {
      forgetLooks();
      happened.forgetLooks();
      sheet();
    },
  };
}
