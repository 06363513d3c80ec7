/** Trusted Types (W3C) as far as it is used here; TypeScript's DOM library does not have it yet. */
interface PolicyFactory {
  createPolicy(
    name: string,
    rules: { createHTML(text: string): string | null; createScriptURL(address: string): string | null },
  ): unknown;
}

/**
 * What the page's policy asks before any text becomes markup or the address of a script. Nothing that is shown here
 * may ever be markup, so a piece of code that tries is stopped, whatever it was given: the empty text, by which the
 * component library clears its announcements, and scripts of the application itself are all that pass.
 */
const rules = {
  createHTML: (text: string) => (text === '' ? '' : null),
  createScriptURL: (address: string) =>
    new URL(address, location.href).origin === location.origin ? address : null,
};

const { trustedTypes } = globalThis as { readonly trustedTypes?: PolicyFactory };
trustedTypes?.createPolicy('default', rules);
