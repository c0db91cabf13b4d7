/**
 * A colour of even lightness, in OKLCH: no avatar shouts, and none vanishes on a light or a dark surface.
 *
 * Lightness 0.57 to 0.65 and chroma 0.09 lie inside sRGB for every hue and keep a contrast of 3 against both surfaces of
 * the panel (WCAG 2.2, 1.4.11).
 *
 * @param hueRatio Around the wheel, in [0, 1).
 * @param lightRatio From the darkest to the lightest, in [0, 1).
 * @returns Six hexadecimal digits after a #.
 * @see Ottosson, A perceptual color space for image processing (2020), for the matrices.
 */
export function evenColour(hueRatio: number, lightRatio: number): string {
  const chroma = 0.09;
  const lightness = 0.57 + 0.08 * lightRatio;
  const a = chroma * Math.cos(2 * Math.PI * hueRatio);
  const b = chroma * Math.sin(2 * Math.PI * hueRatio);
  const long = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b) ** 3;
  const medium = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b) ** 3;
  const short = (lightness - 0.089_484_177_5 * a - 1.291_485_548 * b) ** 3;
  const channels = [
    4.076_741_662_1 * long - 3.307_711_591_3 * medium + 0.230_969_929_2 * short,
    -1.268_438_004_6 * long + 2.609_757_401_1 * medium - 0.341_319_396_5 * short,
    -0.004_196_086_3 * long - 0.703_418_614_7 * medium + 1.707_614_701 * short,
  ];
  return `#${channels.map((channel) => hexOf(channel)).join('')}`;
}

/** Two digits for a linear channel in [0, 1], by the transfer curve of sRGB. */
function hexOf(linear: number): string {
  const encoded = linear <= 0.003_130_8 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
  return Math.round(255 * encoded)
    .toString(16)
    .padStart(2, '0');
}
