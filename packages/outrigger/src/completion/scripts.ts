import type { SHELLS } from './command.ts';

const bash = `# bash completion for outrigger
_outrigger() {
  local cur words candidates directive
  COMPREPLY=()
  if declare -F _get_comp_words_by_ref >/dev/null; then
    _get_comp_words_by_ref -n =: cur words
  else
    cur=\${COMP_WORDS[COMP_CWORD]} words=("\${COMP_WORDS[@]}")
  fi
  mapfile -t candidates < <("\${words[0]}" __complete -- "\${words[@]:1}" 2>/dev/null)
  [ \${#candidates[@]} -eq 0 ] && return
  directive=\${candidates[-1]#:}
  unset 'candidates[-1]'
  local candidate
  for candidate in "\${candidates[@]}"; do COMPREPLY+=("\${candidate%%$'\\t'*}"); done
  if [ $((directive & 2)) -ne 0 ]; then compopt -o nospace; fi
  if [ \${#COMPREPLY[@]} -eq 0 ] && [ $((directive & 4)) -eq 0 ]; then
    compopt -o filenames
    mapfile -t COMPREPLY < <(compgen -f -- "$cur")
  fi
  if declare -F __ltrim_colon_completions >/dev/null; then __ltrim_colon_completions "$cur"; fi
}
complete -F _outrigger outrigger
`;

const zsh = `#compdef outrigger
# zsh completion for outrigger
_outrigger() {
  local -a lines candidates
  local line directive
  lines=("\${(@f)$(\${words[1]} __complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  directive=\${lines[-1]#:}
  lines[-1]=()
  for line in $lines; do
    candidates+=("\${\${line%%$'\\t'*}//:/\\\\:}\${\${(M)line%%$'\\t'*}:+:\${line#*$'\\t'}}")
  done
  if (( \${#candidates} > 0 )); then
    if (( directive & 2 )); then _describe -V -t outrigger outrigger candidates -S ''
    else _describe -V -t outrigger outrigger candidates; fi
  elif (( !(directive & 4) )); then
    _files
  fi
}
if [ "$funcstack[1]" = "_outrigger" ]; then _outrigger "$@"; else compdef _outrigger outrigger; fi
`;

const fish = `# fish completion for outrigger
function __outrigger_candidates
  set -l words (commandline -opc) (commandline -ct)
  set -l lines ($words[1] __complete -- $words[2..-1] 2>/dev/null)
  set -l directive (string replace : '' -- $lines[-1])
  if test (count $lines) -gt 1
    string join \\n -- $lines[1..-2]
  else if test (math "bitand($directive, 4)") -eq 0
    __fish_complete_path (commandline -ct)
  end
end
complete -c outrigger -f -k -a '(__outrigger_candidates)'
`;

const kubectl = `#!/bin/sh
# Completion of "kubectl outrigger": kubectl runs this file when it finds it on PATH as kubectl_complete-outrigger.
exec kubectl-outrigger __complete -- "$@"
`;

/** A completion script per shell; each asks \`outrigger __complete\`. */
export const SCRIPTS: Readonly<Record<(typeof SHELLS)[number], string>> = { bash, zsh, fish, kubectl };
