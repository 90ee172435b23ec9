/** What the browser says of its graphics device. Asked once per page. */

let answer: string | null | undefined;

/** Name of the renderer, '' if it keeps it secret, null if there is no WebGL 2. */
export function probeRenderer(): string | null {
  if (answer !== undefined) return answer;
  const gl = document.createElement('canvas').getContext('webgl2');
  if (!gl) {
    answer = null;
    return answer;
  }
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  answer = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER) ?? '');
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return answer;
}
