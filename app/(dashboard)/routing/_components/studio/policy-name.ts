const PATTERN = /^[a-z][a-z0-9-]{0,39}$/;
const BUILT_IN = ['cheapest', 'balanced', 'best'];

/** Why the name of a new policy is invalid; null when it is valid. */
export function policyNameProblem(name: string, names: string[]): string | null {
  if (!PATTERN.test(name))
    return 'Use lowercase letters, digits and dashes. Start with a letter; at most 40 characters.';
  if (BUILT_IN.includes(name)) return `${name} is built in and cannot be changed.`;
  return names.includes(name) ? `A policy named ${name} already exists.` : null;
}

/** The routing page of a policy. */
export function policyHref(name: string): string {
  return name === 'auto' ? '/routing' : `/routing?policy=${name}`;
}

/** The policy in the URL; `auto` when the name is missing or invalid. */
export function policyAsked(name: string | undefined): string {
  return name !== undefined && policyNameProblem(name, []) === null ? name : 'auto';
}
