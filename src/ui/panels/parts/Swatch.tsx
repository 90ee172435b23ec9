/** A spot of a state's colour; the words beside it say the same. */
export function Swatch({ colour }: { readonly colour: string }) {
  return <span aria-hidden="true" className="swatch" style={{ background: colour }} />;
}
