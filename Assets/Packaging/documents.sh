#!/bin/sh
# documents.sh LULL FOLDER: manual pages and completions for bash, zsh and fish, written from what `lull --help` says, so that they cannot differ from it.
set -eu
lull=$1 out=$2
mkdir -p "$out/man" "$out/bash" "$out/zsh" "$out/fish"
version=$("$lull" --version | awk '{ print $2 }')
"$lull" --help >"$out/help"
commands=$(awk '/^Commands/ { on = 1; next } /^$/ { on = 0 } on && /^  [a-z]/ { print $1 }' "$out/help")
verbs=$("$lull" chair --help | awk '/^lull chair/ { on = 1 } on && /^  [a-z]+  / { print $1 }')
one_line () { tr '\n' ' ' | sed 's/ $//'; }
all_commands=$(printf '%s\n' "$commands" | one_line) all_verbs=$(printf '%s\n' "$verbs" | one_line)

# options COMMAND...: its options, one a line: name, argument or -, what it does.
options ()
{
    "$lull" "$@" --help | awk '
        function flush () { if (name != "") print name "\t" arg "\t" about }
        /^lull / { on = 1; next }
        ! on { next }
        /^  -/ {
            flush()
            line = $0; sub (/^ +/, "", line)
            at = match (line, /  +[^ ]/); about = at ? substr (line, at) : ""; sub (/^ +/, "", about)
            head = at ? substr (line, 1, at - 1) : line
            n = split (head, w, /[ ,]+/); name = ""; arg = "-"
            for (i = 1; i <= n; i++) if (w[i] ~ /^--/) name = w[i]; else if (w[i] ~ /^-/) { if (name == "") name = w[i] } else arg = w[i]
            next
        }
        /^  [^ ]/ { flush(); name = "" ; next }
        /^ +[^ ]/ { if (name != "") { line = $0; sub (/^ +/, "", line); about = about (about == "" ? "" : " ") line } }
        END { flush() }'
}

# ---- manual pages
roff () { sed -e 's/\\/\\e/g' -e 's/-/\\-/g' -e "s/^\\([.']\\)/\\\\\\&\\1/"; }
{
    printf '.TH LULL 1 "" "Lull %s" "User Commands"\n.SH NAME\nlull \\- sound and touch for rest, played from one script by one clock\n' "$version"
    printf '.SH SYNOPSIS\n.B lull\n.I COMMAND\n[\n.I options\n]\n.SH DESCRIPTION\n'
    printf 'Lull plays relaxation sessions: calming sound, and slow, massage\\-like vibration for a chair. A session is a text; a chair is another.\n'
    printf 'Touch stays off until it is armed by a key in the running program.\n.SH COMMANDS\n'
    for command in $commands; do
        printf '.SS lull %s\n.nf\n' "$command"
        "$lull" "$command" --help | roff
        printf '.fi\n'
        [ "$command" != chair ] || for verb in $verbs; do
            printf '.SS lull chair %s\n.nf\n' "$verb"
            "$lull" chair "$verb" --help | roff
            printf '.fi\n'
        done
    done
    printf '.SH "EXIT STATUS"\n0 good, 1 failed, 2 usage, 3 session refused, 4 no device; 130 ended by Ctrl\\-C, 143 by SIGTERM, 129 when its terminal went away.\n'
    # shellcheck disable=SC2016 # the variables are named, not used
    printf '.SH FILES\n.TP\n.I ~/.local/share/lull/Sessions\nsessions of your own\n.TP\n.I ~/.config/lull\nchairs, fits, what is remembered\n.TP\n.I ~/.local/share/lull/journal.sqlite\nthe journal\n'
    printf '.SH "SEE ALSO"\n.BR lull\\-app (1)\n'
} >"$out/man/lull.1"
{
    printf '.TH LULL\\-APP 1 "" "Lull %s" "User Commands"\n.SH NAME\nlull\\-app \\- relaxation sessions in a dark, calm window\n' "$version"
    printf '.SH SYNOPSIS\n.B lull\\-app\n[\n.I SESSION\n] [\n.I options\n]\n.SH DESCRIPTION\nShows what there is for tonight, or plays one session. The lower third of the window is always Stop.\n'
    printf '.SH OPTIONS\n.TP\n.BI \\-\\-chair " CHAIR"\nthe chair to touch with; without it sound only\n.TP\n.BI \\-\\-device " DEVICE"\nas \\fBlull devices\\fP lists them\n'
    printf '.TP\n.BI \\-\\-channels " MAP"\nwhich outputs carry sound and touch\n.TP\n.B \\-\\-midi\na controller\\(aqs knobs, pads and keys\n.TP\n.B \\-\\-help\nall of them\n.SH "SEE ALSO"\n.BR lull (1)\n'
} >"$out/man/lull-app.1"

# ---- bash
{
    # shellcheck disable=SC2016 # what the completion itself expands
    printf '# bash completion for lull\n_lull ()\n{\n    local now=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}\n    COMPREPLY=()\n'
    # shellcheck disable=SC2016 # what the completion itself expands
    printf '    case $before in\n    --chair) mapfile -t COMPREPLY < <(compgen -W "$(lull chairs 2>/dev/null | awk "{ print \\$1 }")" -- "$now"); return ;;\n'
    # shellcheck disable=SC2016
    printf '    -o | --output | --plot | --csv | --midi-map) mapfile -t COMPREPLY < <(compgen -f -- "$now"); return ;;\n    esac\n'
    # shellcheck disable=SC2016
    printf '    if [ "$COMP_CWORD" = 1 ]; then\n        mapfile -t COMPREPLY < <(compgen -W "%s --help --version" -- "$now")\n        return\n    fi\n    local words=\n    case $command in\n' "$all_commands"
    for command in $commands; do printf '    %s) words="%s" ;;\n' "$command" "$(options "$command" | cut -f 1 | one_line)"; done
    # shellcheck disable=SC2016
    printf '    esac\n    case $now in\n    -*) mapfile -t COMPREPLY < <(compgen -W "$words" -- "$now") ;;\n    *)\n        case $command in\n'
    # shellcheck disable=SC2016
    printf '        play | render | info | plot | check | smf) mapfile -t COMPREPLY < <(compgen -W "$(lull sessions 2>/dev/null | awk "{ print \\$1 }")" -- "$now"; compgen -f -- "$now") ;;\n'
    # shellcheck disable=SC2016
    printf '        chair) mapfile -t COMPREPLY < <(compgen -W "%s" -- "$now") ;;\n        fit | spots) mapfile -t COMPREPLY < <(compgen -W "$(lull chairs 2>/dev/null | awk "{ print \\$1 }")" -- "$now") ;;\n        esac\n        ;;\n    esac\n}\ncomplete -F _lull lull\n' "$all_verbs"
} >"$out/bash/lull"

# ---- zsh
about () { awk -v c="$1" '/^Commands/ { on = 1 } on && $1 == c { sub (/^ +[a-z]+ +/, ""); print; exit }' "$out/help"; }
zsh () { sed -e "s/'/'\\\\''/g" -e 's/\[/(/g' -e 's/\]/)/g' -e 's/:/\\:/g'; }
{
    # shellcheck disable=SC2016
    printf '#compdef lull\n_lull_words () {\n    compadd -- ${(f)"$(lull sessions 2>/dev/null | cut -d " " -f 1)"}\n    _files\n}\n_lull () {\n    local -a commands\n    commands=(\n'
    for command in $commands; do printf "        '%s:%s'\n" "$command" "$(about "$command" | zsh)"; done
    # shellcheck disable=SC2016
    printf '    )\n    if (( CURRENT == 2 )); then _describe command commands; return; fi\n    case $words[2] in\n'
    for command in $commands; do
        printf '    %s) _arguments -s' "$command"
        options "$command" | while IFS="$(printf '\t')" read -r name arg words; do
            words=$(printf '%s' "$words" | zsh)
            if [ "$arg" = - ]; then printf " \\\\\n        '%s[%s]'" "$name" "$words"; else printf " \\\\\n        '%s[%s]:%s:_files'" "$name" "$words" "$(printf '%s' "$arg" | sed 's/:.*//')"; fi
        done
        printf " \\\\\n        '*:session or file:_lull_words' ;;\n"
    done
    # shellcheck disable=SC2016
    printf '    esac\n}\n_lull "$@"\n'
} >"$out/zsh/_lull"

# ---- fish
fish () { sed -e "s/\\\\/\\\\\\\\/g" -e "s/'/\\\\'/g"; }
{
    printf '# fish completion for lull\ncomplete -c lull -f\n'
    for command in $commands; do printf "complete -c lull -n __fish_use_subcommand -a %s -d '%s'\n" "$command" "$(about "$command" | fish)"; done
    for command in $commands; do
        options "$command" | while IFS="$(printf '\t')" read -r name arg words; do
            case $name in --*) ;; *) continue ;; esac
            printf "complete -c lull -n '__fish_seen_subcommand_from %s' -l %s%s -d '%s'\n" "$command" "${name#--}" "$([ "$arg" = - ] || printf ' -r -F')" "$(printf '%s' "$words" | fish)"
        done
    done
    # shellcheck disable=SC2059
    printf "complete -c lull -n '__fish_seen_subcommand_from play render info plot check smf' -a '(lull sessions 2>/dev/null | awk \"{ print \\$1 }\")' -F\n"
    printf "complete -c lull -n '__fish_seen_subcommand_from chair' -a '%s'\n" "$all_verbs"
} >"$out/fish/lull.fish"
rm -f "$out/help"
