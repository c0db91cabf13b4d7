/** The social graph on a canvas. Sigma and its graph stay plain objects: a reactive proxy around them is slow and breaks. */
import { DirectedGraph } from 'graphology';
import Sigma from 'sigma';
import { createEdgeArrowProgram, type NodeHoverDrawingFunction } from 'sigma/rendering';
import type { SocialGraph } from '../../../../server/contract/community.ts';
import type { ChartColours } from '../session/chart-colours.ts';
import { type GraphSpot, layOut } from './graph-layout.ts';
import { type TieKind, tiesOf } from './graph-ties.ts';

interface Node extends GraphSpot {
  label: string;
  size: number;
  color: string;
}
interface Edge {
  size: number;
}

/** Of a dot, in pixels: by the width that there is, so that a telephone is not all dots. */
const radiiFor = (width: number) => (width < 500 ? { smallest: 4, largest: 11 } : { smallest: 6, largest: 20 });
/** Width over height of the room that there is for the picture: it fills what it is given, wide or tall. */
const aspectFor = ({ clientWidth, clientHeight }: HTMLElement) => {
  const padding = 2 * paddingFor(clientWidth);
  return Math.min(1.9, Math.max(0.6, (clientWidth - padding) / Math.max(1, clientHeight - padding)));
};
/** Room at the sides for the names, which stand right of their dots. */
const paddingFor = (width: number) => Math.min(90, Math.max(48, width * 0.1));
const zoomMs = 200;

export interface GraphDrawing {
  show(graph: SocialGraph, kind: TieKind): void;
  recolour(colours: ChartColours): void;
  zoom(how: 'in' | 'out' | 'fit'): void;
  close(): void;
}

export interface GraphDrawingOptions {
  colours: ChartColours;
  isStill: boolean;
  onOpen(botId: string): void;
  onPoint(botId: string | null): void;
}

/** @throws {Error} Where the browser has no WebGL: the caller shows the table instead. */
export function drawGraph(container: HTMLElement, options: GraphDrawingOptions): GraphDrawing {
  if (!document.createElement('canvas').getContext('webgl2')) throw new Error('The browser has no WebGL.');
  const data = new DirectedGraph<Node, Edge>();
  let { colours } = options;
  let spots = new Map<string, GraphSpot>();
  let pointed: string | null = null;
  const aspect = aspectFor(container);

  const isNear = (id: string) => pointed === null || id === pointed || data.areNeighbors(pointed, id);
  const sigma = new Sigma<Node, Edge>(data, container, {
    allowInvalidContainer: true,
    defaultEdgeType: 'arrow',
    edgeProgramClasses: {
      arrow: createEdgeArrowProgram<Node, Edge>({ lengthToThicknessRatio: 4, widenessToThicknessRatio: 3 }),
    },
    labelFont: getComputedStyle(container).fontFamily,
    labelSize: 12,
    labelWeight: '550',
    labelRenderedSizeThreshold: 0,
    labelDensity: container.clientWidth < 500 ? 0.6 : 2,
    stagePadding: paddingFor(container.clientWidth),
    minEdgeThickness: 1.5,
    zIndex: true,
    minCameraRatio: 0.2,
    maxCameraRatio: 2.5,
    defaultDrawNodeLabel: (context, node, settings) => drawName(context, node, settings, colours),
    defaultDrawNodeHover: (context, node, settings) => drawPointed(context, node, settings, colours),
    nodeReducer: (id, node) => {
      const isOut = !isNear(id);
      return {
        ...node,
        color: isOut ? mix(colours.surface, node.color, 0.25) : node.color,
        label: isOut ? '' : node.label,
        forceLabel: pointed !== null && !isOut,
        zIndex: isOut ? 0 : 1,
      };
    },
    edgeReducer: (edge, { size }) => {
      if (pointed === null) return { size, color: mix(colours.surface, colours.faint, 0.4), zIndex: 0 };
      if (!data.hasExtremity(edge, pointed)) return { size, hidden: true };
      return { size, color: data.getNodeAttribute(data.source(edge), 'color'), zIndex: 1 };
    },
  });
  const point = (id: string | null) => {
    pointed = id;
    container.style.cursor = id === null ? '' : 'pointer';
    options.onPoint(id);
    sigma.refresh({ skipIndexation: true });
  };
  sigma.on('enterNode', ({ node }) => point(node));
  sigma.on('leaveNode', () => point(null));
  sigma.on('clickNode', ({ node }) => options.onOpen(node));

  return {
    show(graph, kind) {
      const ids = graph.nodes.map(({ botId }) => botId);
      // As long as the same bots are there nobody moves, whatever they say to each other meanwhile.
      if (ids.length !== spots.size || ids.some((id) => !spots.has(id))) spots = layOut(graph);
      if (pointed !== null && !ids.includes(pointed)) point(null);
      data.clearEdges();
      data.filterNodes((id) => !spots.has(id)).forEach((id) => data.dropNode(id));
      const { smallest, largest } = radiiFor(container.clientWidth);
      const highest = Math.max(1, ...graph.nodes.map(({ reputation }) => reputation));
      for (const { botId, name, colour, reputation } of graph.nodes) {
        const share = Math.sqrt(Math.max(0, reputation) / highest);
        const size = smallest + share * (largest - smallest);
        const { x, y } = spots.get(botId)!;
        data.mergeNode(botId, { x: x * aspect, y, label: name, size, color: colour });
      }
      for (const { fromId, toId, count } of tiesOf(graph, kind))
        if (fromId !== toId && data.hasNode(fromId) && data.hasNode(toId))
          data.mergeEdge(fromId, toId, { size: 1.5 + Math.log2(count) });
      sigma.refresh();
    },
    recolour(next) {
      colours = next;
      sigma.refresh();
    },
    zoom(how) {
      const camera = sigma.getCamera();
      const duration = options.isStill ? 0 : zoomMs;
      if (how === 'fit') void camera.animatedReset({ duration });
      else void (how === 'in' ? camera.animatedZoom({ duration }) : camera.animatedUnzoom({ duration }));
    },
    close: () => sigma.kill(),
  };
}

type NodeDrawing = [...Parameters<NodeHoverDrawingFunction<Node, Edge>>, ChartColours];

/** The name right of its dot, with a seam in the colour of the ground: arrows run behind it, not through it. */
function drawName(...[context, node, settings, colours]: NodeDrawing): void {
  if (!node.label) return;
  const x = node.x + node.size + 4;
  const y = node.y + settings.labelSize / 3;
  context.font = `${settings.labelWeight} ${settings.labelSize}px ${settings.labelFont}`;
  context.lineJoin = 'round';
  context.lineWidth = 4;
  context.strokeStyle = colours.surface;
  context.strokeText(node.label, x, y);
  context.fillStyle = colours.text;
  context.fillText(node.label, x, y);
}

/** The name on a plate in the theme's colours: sigma's own is always white. */
function drawPointed(...[context, node, settings, colours]: NodeDrawing): void {
  context.font = `${settings.labelWeight} ${settings.labelSize}px ${settings.labelFont}`;
  const padding = 4;
  const width = context.measureText(node.label ?? '').width + node.size + 3 * padding;
  const height = settings.labelSize + 2 * padding;
  context.fillStyle = colours.surface;
  context.strokeStyle = colours.line;
  context.lineWidth = 1;
  context.beginPath();
  context.roundRect(node.x, node.y - height / 2, width, height, 5);
  context.fill();
  context.stroke();
  context.fillStyle = node.color;
  context.beginPath();
  context.arc(node.x, node.y, node.size + 2, 0, 2 * Math.PI);
  context.fill();
  drawName(context, node, settings, colours);
}

/** One colour with a share of another in it; six hexadecimal digits, or three as a minifier writes them. */
function mix(ground: string, colour: string, ratio: number): string {
  const parts = (hex: string) => {
    const digits = hex.length === 4 ? hex.slice(1).replaceAll(/./g, '$&$&') : hex.slice(1, 7);
    return [0, 2, 4].map((at) => Number.parseInt(digits.slice(at, at + 2), 16));
  };
  const under = parts(ground);
  const mixed = parts(colour).map((part, index) => Math.round(under[index]! + (part - under[index]!) * ratio));
  return `#${mixed.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}
